import type { SerialBench } from './serial-bench.ts';
import type { SocketUser } from './socket-user.ts';

const block = 'z'.repeat(1_000_000);

/**
 * Has the module say more than all buffers of the machine and the queue of the
 * client hold, however large those are, and the client read what is left of it.
 * Comes back when the user was told of the loss, which is then.
 */
export async function overflow(bench: SerialBench, user: SocketUser): Promise<void> {
  let onTheWayBytes = 0;
  for (let blocks = 16; ; blocks *= 2) {
    user.pause();
    for (let count = 0; count < blocks; count += 1) await bench.say(block);
    onTheWayBytes += blocks * block.length;
    await bench.until(() => bench.isSilent);
    // What the queue had to drop was told, so the machine has taken the rest: it holds still more.
    for (const notice of bench.told.splice(0)) onTheWayBytes -= lostBytes(notice);
    const before = user.receivedBytes;
    user.read();
    const isAllThere = (): boolean => user.receivedBytes - before >= onTheWayBytes;
    await bench.until(() => bench.told.length > 0 || isAllThere());
    if (bench.told.length > 0) return;
    onTheWayBytes = 0;
  }
}

function lostBytes(notice: string): number {
  return Number(/(\d+) bytes for it were dropped/.exec(notice)?.[1]);
}

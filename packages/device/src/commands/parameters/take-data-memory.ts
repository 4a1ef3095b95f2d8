import type { Reply } from '@w800/at';
import type { Heap } from '@w800/memory';

/**
 * Takes the memory that counted data is collected in, and gives it back when
 * the reply is aborted. Returns what gives it back earlier, or undefined when
 * the heap has no room.
 */
export function takeDataMemory(
  heap: Heap,
  lengthBytes: number,
  reply: Reply,
): (() => void) | undefined {
  const block = heap.allocate(lengthBytes, 'at.data');
  if (block === undefined) return undefined;
  let held = true;
  const release = (): void => {
    if (!held) return;
    held = false;
    heap.free(block);
  };
  reply.onAbort(release);
  return release;
}

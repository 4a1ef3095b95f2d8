import type { Readable, Writable } from 'node:stream';
import { LiveError } from '../live-error.ts';
import type { LivePort } from './live-port.ts';
import { OutgoingQueue } from './outgoing-queue.ts';
import type { LineEntrance } from './line-entrance.ts';

export interface StdioPortOptions {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * The serial line as a pair of streams: what comes in goes to the module. The
 * end of the input ends nothing; the module goes on speaking.
 * @throws LiveError LIVE_LINE_TAKEN when another client has the line
 */
export async function openStdioPort(
  hub: LineEntrance,
  { input, output }: StdioPortOptions,
): Promise<LivePort> {
  const label = 'stdio';
  let ended = false;
  const queue = new OutgoingQueue({
    send: (bytes, sent) => void output.write(bytes, () => sent()),
    recovered: (byteCount) => hub.tell(`${label} was not read; ${byteCount} bytes were dropped`),
  });
  const attachment = hub.attach({
    label,
    deliver: (bytes) => {
      if (output.writable) queue.push(bytes);
    },
    closed: () => {},
    present: () => !ended,
  });
  if ('refused' in attachment) {
    const fix = 'let that client hang up first, or allow readers';
    throw new LiveError('LIVE_LINE_TAKEN', `no ${label} port: ${attachment.refused}`, fix);
  }
  const take = (bytes: Uint8Array | string): void => {
    attachment.write(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes);
    if (!attachment.full) return;
    input.pause();
    attachment.onRoom(() => input.resume());
  };
  input.on('end', () => {
    ended = true;
  });
  const broken = (): void => attachment.detach();
  input.on('data', take);
  input.on('error', broken);
  output.on('error', broken);
  return {
    announcement: 'serial stdio',
    close: async () => {
      input.off('data', take);
      input.pause();
      attachment.detach();
    },
  };
}

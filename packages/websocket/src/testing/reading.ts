import { Kernel } from '@w800/kernel';
import { MessageReader } from '../frames/message-reader.ts';

/** What a reader of its own finds in pieces of bytes, in words. */
export function reading(pieces: Iterable<Uint8Array>, expectsMask: boolean): string[] {
  const log: string[] = [];
  const words = (payload: Uint8Array): string => [...payload].join(' ');
  const reader = new MessageReader(new Kernel({ seed: 1 }), expectsMask, {
    message: (opcode, payload) => log.push(`${opcode} ${words(payload)}`.trim()),
    close: (code, reason) => log.push(`close ${code ?? '-'} ${words(reason)}`.trim()),
    fault: ({ code, what }) => log.push(`fault ${code} ${what}`),
  });
  for (const piece of pieces) reader.feed(piece);
  return log;
}

import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const nothing = (): void => {};
/** A frame at 1 Mbaud, 8N1. */
const frameNs = 10_000;

function fastLine(chunkBytesMax?: number): LineRecorder {
  const recorder = new LineRecorder(chunkBytesMax === undefined ? {} : { chunkBytesMax });
  recorder.line.module.configure({ baud: 1_000_000 });
  recorder.line.host.configure({ baud: 1_000_000 });
  return recorder;
}

describe('what the module sends without an end of line', () => {
  test('reaches the host when the line falls silent', async () => {
    const recorder = fastLine();
    recorder.line.module.write(bytesOf('abcdefgh'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([[8 * frameNs, 'abcdefgh']]);
  });

  test('reaches it sooner where a chunk has an end, each at its last byte', async () => {
    const recorder = fastLine(3);
    recorder.line.module.write(bytesOf('abcdefg\nijkl'), nothing);
    await recorder.settle();
    const chunks = [
      [3, 'abc'],
      [6, 'def'],
      [8, 'g\n'],
      [11, 'ijk'],
      [12, 'l'],
    ];
    expect(recorder.atHost).toEqual(chunks.map(([count, text]) => [Number(count) * frameNs, text]));
  });

  test('has left at the instant the module knows', () => {
    const { line } = fastLine();
    expect(line.module.sentAt).toBe(0);
    line.module.write(bytesOf('abcdefgh'), nothing);
    expect(line.module.sentAt).toBe(8 * frameNs);
  });
});

describe('what the host has queued', () => {
  test('is discarded but for the byte that has begun', async () => {
    const recorder = fastLine();
    const { kernel, line } = recorder;
    line.host.write(bytesOf('abcdef'));
    await kernel.runFor(2 * frameNs + 1);
    line.host.discard?.();
    expect(line.host.sentAt).toBe(3 * frameNs);
    line.host.write(bytesOf('x'));
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text).join('')).toBe('abcx');
    expect(recorder.bursts('uart.rx').at(-1)?.[1]).toBe(4 * frameNs);
  });
});

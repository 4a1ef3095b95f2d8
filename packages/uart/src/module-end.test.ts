import { TwinBug } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const frame = 86_750;
const nothing = (): void => {};

describe('what the module sends at 115,200 baud', () => {
  test('an 8N1 frame at 115200 baud takes 86 750 ns on this divisor', async () => {
    const { line, atHost, ...recorder } = new LineRecorder();
    line.module.write(bytesOf('x'), nothing);
    await recorder.kernel.run(86_749);
    expect(atHost).toEqual([]);
    await recorder.kernel.run(86_750);
    expect(atHost).toEqual([[86_750, 'x']]);
  });

  test('comes in chunks that end behind a line feed, a prompt or the burst', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(bytesOf('\r\nOK\r\n\r\n>ab'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([
      [2 * frame, '\r\n'],
      [6 * frame, 'OK\r\n'],
      [8 * frame, '\r\n'],
      [9 * frame, '>'],
      [11 * frame, 'ab'],
    ]);
  });

  test('is traced chunk by chunk with the instants of its first and last bit', async () => {
    const recorder = new LineRecorder();
    await recorder.kernel.run(1000);
    recorder.line.module.write(bytesOf('OK\r\n>'), nothing);
    await recorder.settle();
    expect(recorder.bursts('uart.tx')).toEqual([
      [1000, 1000 + 4 * frame, 'OK\r\n'],
      [1000 + 4 * frame, 1000 + 5 * frame, '>'],
    ]);
    expect(recorder.records.map(({ at }) => at)).toEqual([1000 + 4 * frame, 1000 + 5 * frame]);
  });

  test('ends its chunks where the line is told to', async () => {
    const recorder = new LineRecorder({ chunkEnds: [0x2c] });
    recorder.line.module.write(bytesOf('a,b\n>'), nothing);
    await recorder.settle();
    expect(recorder.atHost.map(([, text]) => text)).toEqual(['a,', 'b\n>']);
  });

  test('costs events by the chunk and not by the byte', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(new Uint8Array(5000), nothing);
    expect(await recorder.settle()).toBe(2);
    expect(recorder.atHost.map(([at, text]) => [at, text.length])).toEqual([[5000 * frame, 5000]]);
  });

  test('leaves behind what is still leaving, without a gap', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(bytesOf('abc'), nothing);
    await recorder.kernel.run(2 * frame);
    recorder.line.module.write(bytesOf('d\n'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([[5 * frame, 'abcd\n']]);
    expect(recorder.bursts('uart.tx')).toEqual([[0, 5 * frame, 'abcd\n']]);
  });

  test('starts afresh when the line has fallen silent', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(bytesOf('a'), nothing);
    await recorder.kernel.run(frame + 1);
    recorder.line.module.write(bytesOf('b'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([
      [frame, 'a'],
      [2 * frame + 1, 'b'],
    ]);
  });

  test('is heard by nobody while the host has no receiver', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.close();
    recorder.line.module.write(bytesOf('a'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([]);
    expect(recorder.bursts('uart.tx')).toEqual([[0, frame, 'a']]);
  });
});

/** When a write is accepted that follows another one as soon as it can. */
async function acceptedAt(bytes: number, sentBefore = 0): Promise<number> {
  const { kernel, line } = new LineRecorder();
  let at = -1;
  const write = (): void => line.module.write(new Uint8Array(bytes), () => (at = kernel.now));
  if (sentBefore > 0) line.module.write(new Uint8Array(sentBefore), write);
  else write();
  expect(at).toBe(-1);
  await kernel.runFor(1_000_000_000);
  return at;
}

describe('a write is accepted', () => {
  test.each([
    [0, 0],
    [1, 0],
    [32, 0],
    // The first byte goes straight on to the shift register.
    [33, 0],
    [34, frame],
    [100, 67 * frame],
  ])('of %i bytes on an idle line at %i ns', async (bytes, at) => {
    expect(await acceptedAt(bytes)).toBe(at);
  });

  test('when the bytes of the write before have made room', async () => {
    expect(await acceptedAt(1, 33)).toBe(frame);
    expect(await acceptedAt(10, 20)).toBe(0);
    expect(await acceptedAt(33, 33)).toBe(33 * frame);
  });

  test('never before write has returned, and may write again at once', async () => {
    const { kernel, line, atHost } = new LineRecorder();
    const order: string[] = [];
    line.module.write(bytesOf('a'), () => {
      order.push('accepted');
      line.module.write(bytesOf('b\n'), () => order.push('again'));
    });
    order.push('returned');
    await kernel.runFor(10 * frame);
    expect(order).toEqual(['returned', 'accepted', 'again']);
    expect(atHost).toEqual([[3 * frame, 'ab\n']]);
  });

  test('one at a time, and only with power: all else is our own fault', () => {
    const { line } = new LineRecorder();
    line.module.write(bytesOf('a'), nothing);
    expect(() => line.module.write(bytesOf('b'), nothing)).toThrow(TwinBug);
    line.module.power(false);
    expect(() => line.module.write(bytesOf('c'), nothing)).toThrow(TwinBug);
  });
});

describe('when the module loses power', () => {
  test('bytes that are complete arrive, the one in mid-frame and the rest do not', async () => {
    const recorder = new LineRecorder();
    let accepted = false;
    recorder.line.module.write(new Uint8Array(100).fill(0x61), () => (accepted = true));
    await recorder.kernel.run(10 * frame + frame / 2);
    recorder.line.module.power(false);
    await recorder.kernel.run(recorder.kernel.now);
    expect(recorder.bursts('uart.tx')).toEqual([[0, 10 * frame, 'a'.repeat(10)]]);
    expect(await recorder.settle()).toBe(0);
    expect(accepted).toBe(false);
  });

  test('a byte that is complete at that very instant arrives', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(bytesOf('abc'), nothing);
    recorder.kernel.at(2 * frame, () => recorder.line.module.power(false));
    await recorder.settle();
    expect(recorder.atHost).toEqual([[2 * frame, 'ab']]);
  });

  test('nothing arrives of a burst whose first byte is not complete', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(bytesOf('abc'), nothing);
    await recorder.kernel.run(frame - 1);
    recorder.line.module.power(false);
    expect(await recorder.settle()).toBe(0);
    expect(recorder.atHost).toEqual([]);
  });

  test('it may write at once when it has power again', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(new Uint8Array(100), nothing);
    await recorder.kernel.run(1000);
    recorder.line.module.power(false);
    recorder.line.module.power(true);
    recorder.line.module.write(bytesOf('ready\r\n'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([[1000 + 7 * frame, 'ready\r\n']]);
  });
});

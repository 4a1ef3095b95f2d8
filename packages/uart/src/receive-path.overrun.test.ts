import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const roomBytes = 1056;

/** Bytes that tell their place: each is followed by another than the one before. */
function numbered(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => index % 251);
}

function text(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Sends so many bytes while nobody reads, then reads, then sends one more. */
async function unread(count: number): Promise<LineRecorder> {
  const recorder = new LineRecorder();
  recorder.line.stallModule(true);
  recorder.line.host.write(numbered(count));
  await recorder.settle();
  expect(recorder.atModule).toEqual([]);
  recorder.line.stallModule(false);
  await recorder.settle();
  recorder.line.host.write(bytesOf('AT\r\n'));
  await recorder.settle();
  return recorder;
}

describe('an overrun of the AT port', () => {
  test.each([
    [1055, 0],
    [1056, 0],
    [1057, 1],
    [2000, 944],
  ])('of %i unread bytes loses %i, the last ones', async (count, lostCount) => {
    const recorder = await unread(count);
    const lost = recorder.bursts('uart.overrun').map(([, , bytes]) => bytes);
    const sent = text(numbered(count));
    expect(lost.join('')).toBe(sent.slice(count - lostCount));
    // What was there stays, byte by byte, and what comes afterwards is whole.
    const read = recorder.atModule.map(([, bytes]) => bytes);
    expect(read.join('')).toBe(`${sent.slice(0, roomBytes)}AT\r\n`);
    expect(recorder.faults().map(([fault]) => fault)).toEqual(lostCount > 0 ? ['overrun'] : []);
  });

  test('begins with byte 1,057, at the instant that one is complete', async () => {
    const { kernel, line, bursts } = opened();
    line.stallModule(true);
    line.host.write(numbered(2000));
    await kernel.runFor(1_000_000_000);
    const [[startedAt, endedAt] = []] = bursts('uart.overrun');
    expect(startedAt).toBe(Math.round((1057 * 10 * 10 ** 9) / 115_200));
    expect(endedAt).toBe(Math.round((2000 * 10 * 10 ** 9) / 115_200));
  });

  test.each([
    [115_200, 91_666_667],
    [921_600, 11_458_333],
    [2_000_000, 5_280_000],
  ])('at %i baud takes a stall of more than %i ns', async (baud, toleratedNs) => {
    for (const [stallNs, lostCount] of [
      [toleratedNs, 0],
      [toleratedNs + (10 * 10 ** 9) / baud + 1, 1],
    ] as const) {
      const { kernel, line, bursts } = opened();
      line.module.configure({ baud });
      line.host.configure({ baud });
      line.stallModule(true);
      line.host.write(numbered(5000));
      await kernel.run(Math.floor(stallNs));
      line.stallModule(false);
      await kernel.runFor(10_000_000_000);
      const lost = bursts('uart.overrun').map(([, , bytes]) => String(bytes).length);
      expect(lost).toEqual(lostCount === 0 ? [] : [lostCount]);
    }
  });

  test('is told once, when the driver reads again, and behind what is graver', async () => {
    const { kernel, line, faults } = opened();
    line.stallModule(true);
    line.host.write(numbered(1100));
    await kernel.runFor(200_000_000);
    // A byte with a wrong stop bit: 00 and a stop bit of 0 is a break, 01 is a framing error.
    line.host.configure({ parity: 'even' });
    line.host.write(Uint8Array.of(0x03));
    await kernel.runFor(200_000_000);
    expect(faults()).toEqual([]);
    line.stallModule(false);
    await kernel.runFor(200_000_000);
    expect(faults()).toEqual([['framing', 0x03]]);
  });

  test('does not hide an error that comes before the driver has given up', async () => {
    const { kernel, line, faults } = opened();
    line.stallModule(true);
    line.host.write(numbered(1024));
    await kernel.runFor(200_000_000);
    // The ring is full; the FIFO is not at its trigger level: interrupts are on.
    line.host.configure({ parity: 'even' });
    line.host.write(Uint8Array.of(0x03));
    await kernel.runFor(90_000);
    line.module.configure({});
    expect(faults()).toEqual([['framing', 0x03]]);
  });

  test('leaves in the FIFO what has raised no interrupt when a node comes free', async () => {
    const recorder = new LineRecorder();
    const { kernel, line } = recorder;
    line.stallModule(true);
    line.host.write(numbered(1024 + 5));
    // Five bytes in the FIFO, the line not idle yet.
    await kernel.run(Math.round((1029 * 10 * 10 ** 9) / 115_200) + 1000);
    line.stallModule(false);
    await kernel.runFor(1);
    expect(recorder.atModule.map(([, bytes]) => bytes.length)).toEqual([1024]);
    await recorder.settle();
    expect(recorder.atModule.map(([, bytes]) => bytes.length)).toEqual([1024, 5]);
    // Not before the four frames of the idle time.
    const idleAt = Math.round((1029 * 10 * 10 ** 9) / 115_200) + 347_000;
    expect(recorder.atModule.at(-1)?.[0]).toBe(idleAt);
  });

  test('hands over what was idle in the FIFO, whoever looked before it was', async () => {
    const recorder = new LineRecorder();
    const { kernel, line } = recorder;
    line.stallModule(true);
    line.host.write(numbered(1029));
    await kernel.run(Math.round((1029 * 10 * 10 ** 9) / 115_200) + 1000);
    line.module.configure({});
    // The idle time passes with nobody looking; then the line is busy again.
    await kernel.runFor(1_000_000);
    line.host.write(numbered(2));
    await kernel.runFor(100_000);
    line.stallModule(false);
    await kernel.runFor(1);
    expect(recorder.atModule.map(([, bytes]) => bytes.length)).toEqual([1024, 6]);
  });

  test('is over with a restart, and so is the stall', async () => {
    const recorder = new LineRecorder();
    recorder.line.stallModule(true);
    recorder.line.host.write(numbered(1200));
    await recorder.settle();
    recorder.line.module.power(false);
    recorder.line.module.power(true);
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(recorder.atModule.map(([, bytes]) => bytes)).toEqual(['AT\r\n']);
    expect(recorder.faults()).toEqual([]);
  });
});

function opened() {
  const recorder = new LineRecorder();
  const { kernel, line } = recorder;
  return {
    kernel,
    line,
    faults: () => recorder.faults(),
    bursts: (kind: string) => recorder.bursts(kind),
  };
}

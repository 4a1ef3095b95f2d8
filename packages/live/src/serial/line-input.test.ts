import { Kernel, second, valuesOf } from '@w800/kernel';
import { SerialLine, uartFault, uartFigures, uartRx } from '@w800/uart';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Door } from '../door.ts';
import { LineInput } from './line-input.ts';

const tenBits = 10;

function desk() {
  const kernel = new Kernel({ seed: 1 });
  const door = new Door(kernel);
  const line = new SerialLine(kernel, valuesOf(uartFigures));
  line.module.power(true);
  line.module.onReceive(() => {});
  const input = new LineInput({ kernel, door, line: line.host, module: line.module });
  const bursts: { startedAt: number; endedAt: number }[] = [];
  let heard = '';
  kernel.trace.on(uartRx, ({ data }) => {
    const { startedAt, endedAt, bytes } = data as never as {
      startedAt: number;
      endedAt: number;
      bytes: Uint8Array;
    };
    bursts.push({ startedAt, endedAt });
    heard += Buffer.from(bytes).toString('latin1');
  });
  return {
    kernel,
    door,
    line,
    input,
    bursts,
    heard: () => heard,
    /** Lets who waits in as soon as he knocks, until an instant. */
    run: async (until: number): Promise<void> => {
      do {
        while (door.admit()) await kernel.run(kernel.now);
        await kernel.run(Math.max(kernel.now, until), () => door.waiting > 0);
      } while (door.waiting > 0);
    },
  };
}

describe('what clients send to the line', () => {
  test('comes in piece by piece, half a second of the line at a time', async () => {
    const { kernel, door, line, input, run } = desk();
    input.write(new Uint8Array(20_000));
    expect(door.waiting).toBe(1);
    await run(0);
    // 5760 bytes are half a second; a second piece follows as soon as no more is left.
    expect(line.host.sentAt).toBe(second);
    await run(second / 4);
    expect(kernel.now).toBe(second / 4);
    expect(line.host.sentAt).toBe(second);
    await run(second / 2);
    expect(line.host.sentAt).toBe((3 * second) / 2);
  });

  test('arrives whole, in order and without a gap, whatever pieces it came in', async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(pieces, async (sizes) => {
        const { input, heard, bursts, run } = desk();
        const all = Buffer.from(sizes.map((size, index) => String(index).repeat(size)).join(''));
        let at = 0;
        for (const size of sizes) {
          input.write(all.subarray(at, at + size));
          at += size;
        }
        await run(20 * second);
        expect(heard()).toBe(all.toString());
        expect(bursts.at(-1)?.endedAt).toBe(Math.round((at * tenBits * second) / 115_200));
      }),
      { numRuns: 20 },
    );
  });

  test('is full at 64 KiB and tells once when there is room again', async () => {
    const { input, run } = desk();
    let rooms = 0;
    input.write(new Uint8Array(64 * 1024 + 5_760 - 1));
    expect(input.full).toBe(false);
    input.write(new Uint8Array(1));
    expect(input.full).toBe(true);
    input.onRoom(() => (rooms += 1));
    expect(rooms).toBe(0);
    await run(2 * second);
    expect([input.full, rooms]).toEqual([false, 1]);
    input.onRoom(() => (rooms += 1));
    expect(rooms).toBe(2);
  });

  test('is dropped with what waits; what is on the line stays until a purge', async () => {
    const { kernel, input, heard, run } = desk();
    input.write(Buffer.from('a'.repeat(10_000)));
    await run(second / 100);
    input.drop();
    input.enter('purge');
    await run(kernel.now);
    await run(5 * second);
    // A hundredth of a second is 115.2 bytes; the one that had begun is sent to its end.
    expect(heard()).toBe('a'.repeat(116));
  });

  test('looks ahead until everything is dropped', () => {
    const { input } = desk();
    let rooms = 0;
    input.write(new Uint8Array(1_000_000));
    input.onRoom(() => (rooms += 1));
    input.lookAhead();
    expect([input.full, rooms]).toEqual([false, 1]);
    input.write(new Uint8Array(16 * 1024 * 1024));
    expect(input.full).toBe(true);
    input.drop();
    input.write(new Uint8Array(100_000));
    expect(input.full).toBe(true);
  });
});

describe("the host's end of the line", () => {
  test('follows the module, from the first moment on', async () => {
    const { line } = desk();
    line.module.configure({ baud: 57_600, parity: 'even' });
    expect(line.host.settings).toEqual(line.module.settings);
  });

  test('is set by a client until it has gone', async () => {
    const { line, input, run } = desk();
    input.enter('settings', JSON.stringify({ baud: 9600, dataBits: 9, nonsense: 1 }));
    expect(line.host.settings.baud).toBe(115_200);
    await run(0);
    expect(line.host.settings).toEqual({ ...line.module.settings, baud: 9600 });
    line.module.configure({ baud: 57_600 });
    expect(line.host.settings.baud).toBe(9600);
    input.enter('detached', 'x');
    await run(0);
    expect(line.host.settings.baud).toBe(57_600);
  });

  test.each([
    ['rts', 'cts'],
    ['cts', 'rts'],
    ['rts/cts', 'rts/cts'],
  ] as const)('heeds what the module tells: %s at the module is %s here', (module, host) => {
    const { line } = desk();
    line.module.configure({ flowControl: module });
    expect(line.host.settings.flowControl).toBe(host);
  });

  test('sends a break while the client has one on, and not when it is gone', async () => {
    const { kernel, input, run } = desk();
    const faults: string[] = [];
    kernel.trace.on(uartFault, ({ data }) => faults.push(data.fault));
    input.enter('break', 'on');
    await run(second);
    expect(faults).toEqual(['break']);
    input.enter('break', 'off');
    input.enter('break', 'on');
    input.enter('detached', 'x');
    await run(2 * second);
    expect(faults).toHaveLength(1);
    input.enter('break', 'on');
    await run(3 * second);
    expect(faults).toEqual(['break', 'break']);
  });

  test("has the client's RTS at the module's CTS, until it is gone", async () => {
    const { line, input, run } = desk();
    let heardBytes = 0;
    line.host.onReceive((bytes) => (heardBytes += bytes.length));
    line.module.configure({ flowControl: 'cts' });
    input.enter('lines', '{"dtr":false}');
    input.enter('lines', '{"rts":false}');
    await run(0);
    line.module.write(Uint8Array.of(65, 10), () => {});
    await run(second);
    expect(heardBytes).toBe(0);
    input.enter('detached', 'x');
    await run(2 * second);
    expect(heardBytes).toBe(2);
  });

  test('does again from the records what it did, with nobody outside', async () => {
    const first = desk();
    first.input.write(Buffer.from('a'.repeat(20_000)));
    first.input.enter('settings', '{"baud":57600}');
    const records: { at: number; data: never }[] = [];
    first.kernel.trace.onAny(({ at, kind, data }) => {
      if (kind === 'live.door') records.push({ at, data: data as never });
    });
    await first.run(5 * second);
    const again = desk();
    for (const { at, data } of records) {
      await again.kernel.run(at);
      again.door.enter(data);
      again.door.admit();
    }
    await again.run(5 * second);
    expect(records.length).toBe(6);
    expect(again.bursts).toEqual(first.bursts);
  });
});

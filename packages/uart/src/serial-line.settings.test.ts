import { TwinBug } from '@w800/kernel';
import type { SerialSettings } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { baudRates } from './baud-rates.ts';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const nothing = (): void => {};

function lineAt(settings: Partial<SerialSettings>): LineRecorder {
  const recorder = new LineRecorder();
  recorder.line.module.configure(settings);
  recorder.line.host.configure(settings);
  return recorder;
}

describe('the settings of a line', () => {
  test('are 115200 8N1 at both ends, and each end keeps its own', () => {
    const { line } = new LineRecorder();
    const initial = { baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1 };
    expect(line.module.settings).toEqual({ ...initial, flowControl: 'none' });
    line.host.configure({ baud: 9600 });
    line.module.configure({ parity: 'odd', flowControl: 'rts/cts' });
    expect(line.host.settings).toEqual({ ...initial, baud: 9600, flowControl: 'none' });
    expect(line.module.settings).toEqual({
      ...initial,
      parity: 'odd',
      flowControl: 'rts/cts',
    });
  });

  test('refuse a rate the driver does not take at the module, not at the host', () => {
    const { line } = new LineRecorder();
    expect(() => line.module.configure({ baud: 14_400 })).toThrow(TwinBug);
    expect(line.module.settings.baud).toBe(115_200);
    line.host.configure({ baud: 14_400 });
    expect(line.host.settings.baud).toBe(14_400);
  });

  test.each([
    [{ dataBits: 7 }, 9],
    [{ parity: 'even' }, 11],
    [{ stopBits: 2 }, 11],
    [{ dataBits: 5, parity: 'odd', stopBits: 2 }, 9],
  ] as const)('%o make a frame of %i bits both ways', async (settings, bits) => {
    const recorder = lineAt({ ...settings, baud: 1_000_000 });
    recorder.line.module.write(bytesOf('\x01\x02'), nothing);
    recorder.line.host.write(bytesOf('\x03\x04'));
    expect(recorder.line.host.sentAt).toBe(2 * bits * 1000);
    await recorder.settle();
    expect(recorder.atHost).toEqual([[2 * bits * 1000, '\x01\x02']]);
    // The idle time is counted in frames too.
    expect(recorder.atModule).toEqual([[6 * bits * 1000, '\x03\x04']]);
  });

  test('of seven data bits carry the low seven', async () => {
    const recorder = lineAt({ dataBits: 7 });
    recorder.line.module.write(Uint8Array.of(0xc1, 0x41), nothing);
    recorder.line.host.write(Uint8Array.of(0xff));
    await recorder.settle();
    expect(recorder.atHost.map(([, text]) => text)).toEqual(['AA']);
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['\x7f']);
  });

  test.each(baudRates.filter((baud) => baud !== 1_500_000))(
    'of %i baud carry bytes both ways',
    async (baud) => {
      const recorder = lineAt({ baud });
      recorder.line.module.write(bytesOf('OK'), nothing);
      recorder.line.host.write(bytesOf('AT'));
      await recorder.settle();
      expect(recorder.atHost.map(([, text]) => text)).toEqual(['OK']);
      expect(recorder.atModule.map(([, text]) => text)).toEqual(['AT']);
    },
  );

  test('of 1,500,000 baud are 2.56 % apart: sampled, and right on a line without jitter', async () => {
    const recorder = lineAt({ baud: 1_500_000 });
    recorder.line.module.write(bytesOf('OK'), nothing);
    recorder.line.host.write(bytesOf('AT'));
    await recorder.settle();
    // One by one, in the middle of the stop bit: no whole frame was made out.
    expect(recorder.atHost).toEqual([
      [6333, 'O'],
      [6500 + 6333, 'K'],
    ]);
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['AT']);
    expect(recorder.faults()).toEqual([]);
  });

  test('that differ turn bytes into others, the same every time', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.configure({ baud: 9600 });
    recorder.line.module.write(bytesOf('OK'), nothing);
    recorder.line.host.write(bytesOf('AT'));
    await recorder.settle();
    // The host's start bit and lowest data bit fall into O and K, the others on the idle line.
    expect(recorder.atHost).toEqual([[989_583, '\xfe']]);
    // Each time the line falls the module sees it low for a whole frame and more.
    expect(recorder.atModule.map(([, text]) => text).join('')).toBe('\0'.repeat(7));
    expect(recorder.faults()).toEqual(Array.from({ length: 7 }, () => ['break', 0]));
    expect(recorder.bursts('uart.tx')).toEqual([[0, 2 * 86_750, 'OK']]);
  });
});

describe('settings that change in mid-burst', () => {
  test('change the frame time of bytes that have not begun', async () => {
    const recorder = new LineRecorder();
    recorder.line.module.write(bytesOf('abcd'), nothing);
    // The second byte has begun; two are left.
    await recorder.kernel.run(86_750);
    recorder.line.module.configure({ baud: 1_000_000 });
    recorder.line.host.configure({ baud: 1_000_000 });
    await recorder.settle();
    expect(recorder.bursts('uart.tx')).toEqual([
      [0, 86_750, 'a'],
      [86_750, 2 * 86_750, 'b'],
      [2 * 86_750, 2 * 86_750 + 20_000, 'cd'],
    ]);
    // A host that changes over meanwhile makes garbage of the byte in mid-frame.
    expect(recorder.atHost.map(([, text]) => text)).toEqual(['a', '\0', '\0', '\0', 'cd']);
  });

  test('change when a write is accepted', async () => {
    const { kernel, line } = new LineRecorder();
    const acceptedAt: number[] = [];
    line.module.write(new Uint8Array(43), () => acceptedAt.push(kernel.now));
    await kernel.run(86_749);
    line.module.configure({ baud: 1_000_000 });
    await kernel.run(1_000_000_000);
    // Byte 11 begins after one slow frame and nine fast ones.
    expect(acceptedAt).toEqual([86_750 + 9 * 10_000]);
  });

  test('twice at one instant leave the last word to the second', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('abc'));
    recorder.line.host.configure({ baud: 9600 });
    recorder.line.host.configure({ baud: 115_200 });
    await recorder.settle();
    expect(recorder.line.host.sentAt).toBe(Math.round(86_805.5) + 173_611);
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['abc']);
  });

  test('let the module hear what was complete before it changed', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('abcd'));
    await recorder.kernel.run(200_000);
    recorder.line.module.configure({ baud: 9600 });
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['ab']);
  });
});

describe('a closed port', () => {
  test('takes back what has not left, and is not written to', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('abcd'));
    await recorder.kernel.run(200_000);
    recorder.line.host.close();
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text)).toEqual(['ab']);
    expect(() => recorder.line.host.write(bytesOf('e'))).toThrow(TwinBug);
  });
});

describe('a change of the settings', () => {
  test('is told at once, with the settings in place', () => {
    const { line } = new LineRecorder();
    const told: number[] = [];
    line.module.onConfigure(() => told.push(line.module.settings.baud));
    line.module.configure({ baud: 9600 });
    line.host.configure({ baud: 600 });
    expect(told).toEqual([9600]);
  });
});

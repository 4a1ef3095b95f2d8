import type { SerialSettings } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const frame = 86_750;
const nothing = (): void => {};

type FlowControl = SerialSettings['flowControl'];

/** A line whose module is set in this order, and whose host heeds what it is told. */
function lineWith(...settings: readonly FlowControl[]): LineRecorder {
  const recorder = new LineRecorder();
  for (const flowControl of settings) recorder.line.module.configure({ flowControl });
  recorder.line.host.configure({ flowControl: 'cts' });
  return recorder;
}

/** How many of 3,000 bytes have left the host while nobody reads. */
async function sentToFull(recorder: LineRecorder): Promise<number> {
  recorder.line.stallModule(true);
  recorder.line.host.write(new Uint8Array(3000));
  await recorder.settle();
  const kinds = ['uart.rx', 'uart.overrun'] as const;
  const bytes = kinds.flatMap((kind) => recorder.bursts(kind).map(([, , text]) => String(text)));
  return bytes.join('').length;
}

function findings(recorder: LineRecorder): readonly unknown[] {
  return recorder.records.filter(({ kind }) => kind === 'finding').map(({ data }) => data['id']);
}

describe('RTS of the module', () => {
  test('stops a host that heeds it behind the byte that has begun when the FIFO holds 29', async () => {
    const recorder = lineWith('rts');
    expect(await sentToFull(recorder)).toBe(1024 + 29 + 1);
    expect(recorder.bursts('uart.overrun')).toEqual([]);
    expect(findings(recorder)).toEqual(['uart.flow-control-wired']);
  });

  test('is still up while the FIFO holds 28, though somebody looks just then', async () => {
    const recorder = lineWith('rts');
    recorder.kernel.at(Math.round((1052 * 10 ** 10) / 115_200) + 1, () => {
      recorder.line.module.configure({});
    });
    expect(await sentToFull(recorder)).toBe(1024 + 29 + 1);
  });

  test('lets it go on when the driver has emptied the FIFO, and nothing is lost', async () => {
    const recorder = lineWith('rts/cts');
    await sentToFull(recorder);
    recorder.line.stallModule(false);
    await recorder.settle();
    expect(recorder.atModule.map(([, text]) => text).join('').length).toBe(3000);
    expect(recorder.faults()).toEqual([]);
  });

  test('is up again and again in one long burst that is read in pieces', async () => {
    const recorder = lineWith('rts');
    const sent = Uint8Array.from({ length: 9000 }, (_, index) => index % 251);
    recorder.line.host.write(sent);
    for (let round = 0; round < 8; round += 1) {
      recorder.line.stallModule(true);
      await recorder.kernel.runFor(150_000_000);
      recorder.line.stallModule(false);
      await recorder.kernel.runFor(1_000_000);
    }
    await recorder.settle();
    const read = recorder.atModule.map(([, text]) => text).join('');
    expect(bytesOf(read)).toEqual(sent);
  });

  test('is up while the driver keeps up, however much comes', async () => {
    const recorder = lineWith('rts');
    recorder.line.host.write(new Uint8Array(3000));
    await recorder.settle();
    expect(recorder.atModule.at(-1)?.[0]).toBe(Math.round(3000 * (10 ** 10 / 115_200)) + 4 * frame);
    expect(findings(recorder)).toEqual([]);
  });

  test.each([
    ['without flow control', ['none'], 3000],
    ['with CTS alone', ['cts'], 3000],
    ['with CTS behind RTS, the quirk of the driver,', ['rts', 'cts'], 1054],
    ['with none behind RTS', ['rts', 'none'], 3000],
    ['with CTS behind none behind RTS', ['rts', 'none', 'cts'], 3000],
  ] as const)('%s a host that is not read sends as much', async (_name, settings, sent) => {
    expect(await sentToFull(lineWith(...settings))).toBe(sent);
  });

  test('is nothing to a host that does not heed it, until it does', async () => {
    const recorder = lineWith('rts');
    recorder.line.host.configure({ flowControl: 'rts' });
    expect(await sentToFull(recorder)).toBe(3000);
    recorder.line.host.configure({ flowControl: 'rts/cts' });
    recorder.line.host.write(bytesOf('late'));
    await recorder.settle();
    expect(recorder.bursts('uart.overrun').map(([, , text]) => text)).not.toContain('late');
    recorder.line.stallModule(false);
    await recorder.settle();
    expect(recorder.atModule.at(-1)?.[1]).toMatch(/late$/);
  });

  test('is up again when the module loses power, and forgotten', async () => {
    const recorder = lineWith('rts');
    await sentToFull(recorder);
    recorder.line.module.power(false);
    await recorder.settle();
    expect(recorder.line.host.sentAt).toBeLessThanOrEqual(recorder.kernel.now);
    recorder.line.module.power(true);
    expect(await sentToFull(recorder)).toBe(1054 + 3000);
  });
});

describe('CTS of the module', () => {
  test('stops the output behind the byte that has begun, and lets it go on', async () => {
    const recorder = lineWith('cts');
    const { kernel, line, atHost } = recorder;
    line.module.write(bytesOf('abcdef\n'), nothing);
    await kernel.run(frame + 1);
    line.host.clearToSend?.(false);
    await kernel.run(100 * frame);
    expect(atHost).toEqual([[2 * frame, 'ab']]);
    line.host.clearToSend?.(true);
    await recorder.settle();
    expect(atHost.slice(1)).toEqual([[105 * frame, 'cdef\n']]);
    expect(findings(recorder)).toEqual(['uart.flow-control-wired']);
  });

  test('that was away before it is heeded stops nothing until it has changed', async () => {
    const recorder = new LineRecorder();
    const { line, atHost } = recorder;
    line.host.clearToSend?.(false);
    line.module.configure({ flowControl: 'cts' });
    line.module.write(bytesOf('a\n'), nothing);
    await recorder.settle();
    line.host.clearToSend?.(false);
    line.module.write(bytesOf('b\n'), nothing);
    await recorder.settle();
    expect(atHost.map(([, text]) => text)).toEqual(['a\n', 'b\n']);
    line.host.clearToSend?.(true);
    line.host.clearToSend?.(false);
    line.module.write(bytesOf('c\n'), nothing);
    await recorder.settle();
    expect(atHost).toHaveLength(2);
  });

  test.each(['none', 'rts'] as const)(
    'is nothing with %s, and sets free what it held',
    async (other) => {
      const recorder = lineWith('cts');
      const { line, atHost } = recorder;
      line.host.clearToSend?.(false);
      line.module.write(bytesOf('a\n'), nothing);
      await recorder.settle();
      expect(atHost).toEqual([]);
      line.module.configure({ flowControl: other });
      await recorder.settle();
      expect(atHost.map(([, text]) => text)).toEqual(['a\n']);
      line.host.clearToSend?.(true);
      line.host.clearToSend?.(false);
      line.module.write(bytesOf('b\n'), nothing);
      await recorder.settle();
      expect(atHost.map(([, text]) => text)).toEqual(['a\n', 'b\n']);
    },
  );

  test.each([
    // Held from the first byte on, the FIFO takes 32; the shift register takes none.
    [32, true],
    [33, false],
  ])('away: a write of %i bytes is accepted: %s', async (bytes, isAccepted) => {
    const recorder = lineWith('cts');
    let accepted = 0;
    recorder.line.host.clearToSend?.(false);
    recorder.line.module.write(new Uint8Array(bytes), () => (accepted += 1));
    await recorder.settle();
    expect(accepted).toBe(isAccepted ? 1 : 0);
    recorder.line.host.clearToSend?.(true);
    await recorder.settle();
    expect(accepted).toBe(1);
  });

  test('away: what is drained is drained when it has left', async () => {
    const recorder = lineWith('cts');
    const { kernel, line } = recorder;
    let drainedAt = -1;
    line.module.write(bytesOf('abc\n'), nothing);
    line.module.drain(() => (drainedAt = kernel.now));
    await kernel.run(1000);
    line.host.clearToSend?.(false);
    await kernel.run(50 * frame);
    expect(drainedAt).toBe(-1);
    line.host.clearToSend?.(true);
    await recorder.settle();
    expect(drainedAt).toBe(53 * frame);
  });

  test('away: a module that loses power forgets what it held, and sends again afterwards', async () => {
    const recorder = lineWith('cts');
    const { line, atHost } = recorder;
    line.host.clearToSend?.(false);
    line.module.write(bytesOf('old\n'), nothing);
    await recorder.settle();
    line.module.power(false);
    line.module.power(true);
    line.module.write(bytesOf('new\n'), nothing);
    await recorder.settle();
    expect(atHost.map(([, text]) => text)).toEqual(['new\n']);
  });
});

import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const nothing = (): void => {};

describe('two ends that are set otherwise', () => {
  test('8E1 into 8N1: the bytes are right, and an even parity bit of 0 is no stop bit', async () => {
    const { line, atModule, settle, faults } = opened();
    line.host.configure({ parity: 'even' });
    // C has three ones, A has two.
    line.host.write(bytesOf('CA'));
    await settle();
    expect(atModule.map(([, text]) => text)).toEqual(['CA']);
    expect(faults()).toEqual([['framing', 0x41]]);
  });

  test('8N1 into 8E1: the stop bit is taken for the parity', async () => {
    const { line, atModule, settle, faults } = opened();
    line.module.configure({ parity: 'even' });
    line.host.write(bytesOf('C'));
    line.host.write(bytesOf('A'));
    await settle();
    // C: parity 1 is right, and the start bit of A is no stop bit. A is looked for after it rises.
    expect(faults()[0]).toEqual(['framing', 0x43]);
    expect(atModule.map(([, text]) => text).join('')[0]).toBe('C');
  });

  test('8N1 into 8O1: a single C has the wrong parity, and is delivered', async () => {
    const { line, atModule, settle, faults } = opened();
    line.module.configure({ parity: 'odd' });
    line.host.write(bytesOf('C'));
    await settle();
    expect(atModule.map(([, text]) => text)).toEqual(['C']);
    expect(faults()).toEqual([['parity', 0x43]]);
  });

  test('two stop bits into one is no difference', async () => {
    const { line, atModule, settle, faults } = opened();
    line.host.configure({ stopBits: 2 });
    line.host.write(bytesOf('CA'));
    await settle();
    expect(atModule).toEqual([[Math.round((22 * 10 ** 9) / 115_200) + 347_000, 'CA']]);
    expect(faults()).toEqual([]);
  });

  test('a glitch shorter than half a bit begins no frame', async () => {
    const { line, atModule, settle } = opened();
    // The start bit of 0xff at 2 Mbaud is 500 ns low; half a bit of the module is 4.3 us.
    line.host.configure({ baud: 2_000_000 });
    line.host.write(Uint8Array.of(0xff));
    await settle();
    expect(atModule).toEqual([]);
  });

  test('garbage ends where the settings meet again, and the next burst is whole', async () => {
    const { line, kernel, atModule, settle } = opened();
    line.host.configure({ baud: 9600 });
    line.host.write(bytesOf('AT\r\n'));
    await kernel.runFor(20_000_000);
    const garbage = atModule.splice(0).map(([, text]) => text);
    expect(garbage.join('')).toMatch(/^\0+$/);
    line.module.configure({ baud: 9600 });
    line.host.write(bytesOf('AT\r\n'));
    await settle();
    expect(atModule.map(([, text]) => text)).toEqual(['AT\r\n']);
  });

  test('a burst set right behind a burst set wrong comes after the garbage of that', async () => {
    const { line, atModule, settle } = opened();
    line.host.configure({ baud: 57_600 });
    line.host.write(bytesOf('U'));
    await settle();
    const alone = atModule.splice(0).map(([, text]) => text);
    line.host.write(bytesOf('U'));
    await settle();
    expect(atModule.splice(0).map(([, text]) => text)).toEqual(alone);
    line.host.configure({ baud: 115_200 });
    line.host.write(bytesOf('AT'));
    await settle();
    expect(atModule.map(([, text]) => text)).toEqual(['AT']);
  });

  test('a frame that has begun keeps the line from falling idle, whoever looks meanwhile', async () => {
    const { line, kernel, atModule, settle } = opened();
    line.module.configure({ baud: 9600 });
    // A NUL of 115,200 baud is low for 78 us: a start bit at 9,600, or one bit of a frame.
    line.host.write(Uint8Array.of(0));
    await kernel.run(5_000_000);
    // Idle would be at 5.16 ms.
    line.host.write(Uint8Array.of(0));
    await kernel.run(5_500_000);
    line.host.write(Uint8Array.of(0));
    await settle();
    expect(atModule.map(([, text]) => text)).toEqual(['\xff\xef']);
  });

  test('a full ring loses garbage as it loses bytes', async () => {
    const { line, kernel, records } = opened();
    line.module.pauseReading();
    line.host.configure({ baud: 9600 });
    // 00 at 9600 falls once a frame.
    line.host.write(new Uint8Array(2000));
    await kernel.runFor(10_000_000_000);
    const lost = records.filter(({ kind }) => kind === 'uart.overrun');
    expect(lost.length).toBe(2000 - 1056);
  });

  test.each([
    ['into the module', 9600, 115_200],
    ['into a slower module', 921_600, 115_200],
  ])('cost by the byte, %s', async (_name, hostBaud, moduleBaud) => {
    const cost = async (count: number): Promise<number> => {
      const { line, settle } = opened();
      line.module.configure({ baud: moduleBaud });
      line.host.configure({ baud: hostBaud });
      line.host.write(Uint8Array.from({ length: count }, (_, index) => (index * 37) & 0xff));
      return settle();
    };
    const [once, thrice] = [await cost(1000), await cost(3000)];
    expect(once).toBeGreaterThan(100);
    expect(Math.abs(thrice - 3 * once)).toBeLessThan(once / 10);
  });

  test('the host receives garbage byte by byte, and the trace shows what was sent', async () => {
    const { line, atHost, bursts, settle } = opened();
    line.module.configure({ baud: 57_600 });
    line.module.write(bytesOf('\r\nOK\r\n'), nothing);
    await settle();
    expect(bursts('uart.tx').map(([, , text]) => text)).toEqual(['\r\n', 'OK\r\n']);
    expect(atHost.length).toBeGreaterThan(6);
    expect(atHost.map(([, text]) => text).join('')).not.toContain('OK');
    const instants = atHost.map(([at]) => at);
    expect(instants).toEqual(instants.toSorted((one, other) => one - other));
  });
});

test('that the ends differ is told once, and not while they agree', async () => {
  const { line, records, settle } = opened();
  line.host.write(bytesOf('AT'));
  await settle();
  line.host.configure({ baud: 9600, parity: 'even' });
  line.host.write(bytesOf('AT'));
  line.module.write(bytesOf('OK'), nothing);
  await settle();
  expect(records.filter(({ kind }) => kind === 'finding').map(({ data }) => data)).toEqual([
    {
      id: 'uart.settings-differ',
      text:
        'the host was set to 9600 8E1 and the module to 115200 8N1: what either received is ' +
        'what sampling the other gives',
    },
  ]);
});

describe('drain', () => {
  test('is when the last byte has left, not when it was accepted', async () => {
    const { kernel, line } = opened();
    const seen: (readonly [string, number])[] = [];
    line.module.write(bytesOf('\r\nOK\r\n'), () => seen.push(['accepted', kernel.now]));
    line.module.drain(() => seen.push(['drained', kernel.now]));
    await kernel.runFor(1_000_000_000);
    expect(seen).toEqual([
      ['accepted', 0],
      ['drained', 6 * 86_750],
    ]);
  });

  test('of an idle line is at once, and a power cut forgets it', async () => {
    const { kernel, line } = opened();
    let drained = 0;
    line.module.drain(() => (drained += 1));
    expect(drained).toBe(0);
    await kernel.runFor(1);
    expect(drained).toBe(1);
    line.module.write(bytesOf('OK'), nothing);
    line.module.drain(() => (drained += 1));
    line.module.power(false);
    await kernel.runFor(1_000_000_000);
    expect(drained).toBe(1);
  });
});

/** A recorder whose methods may be taken out of it. */
function opened() {
  const recorder = new LineRecorder();
  const { kernel, line, atHost, atModule, records } = recorder;
  return {
    kernel,
    line,
    atHost,
    atModule,
    records,
    settle: () => recorder.settle(),
    faults: () => recorder.faults(),
    bursts: (kind: string) => recorder.bursts(kind),
  };
}

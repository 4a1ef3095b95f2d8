import { Random } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { bytesOf, LineRecorder } from './line-recorder.ts';

const frame = 86_750;
const nothing = (): void => {};
const longText = 'The quick brown fox jumps over the lazy dog.\r\n'.repeat(20);

function heardByModule({ atModule }: LineRecorder): string {
  return atModule.map(([, text]) => text).join('');
}

function heardByHost({ atHost }: LineRecorder): string {
  return atHost.map(([, text]) => text).join('');
}

function disturbances({ records }: LineRecorder, by: string): number {
  return records
    .filter(({ kind, data }) => kind === 'uart.disturbed' && data['by'] === by)
    .reduce((sum, { data }) => sum + Number(data['count']), 0);
}

describe('noise', () => {
  test('flips as many bits as it says, and the wire is as it was afterwards', async () => {
    const recorder = new LineRecorder();
    const { line } = recorder;
    line.toModule.noise(2000, new Random('a'));
    for (let burst = 0; burst < 10; burst += 1) {
      line.host.write(bytesOf(longText));
      await recorder.settle();
    }
    // 10 bursts of 920 frames have 92,000 bits.
    const flips = disturbances(recorder, 'noise');
    expect(flips).toBeGreaterThan(150);
    expect(flips).toBeLessThan(220);
    expect(heardByModule(recorder)).not.toBe(longText.repeat(10));
    line.toModule.noise(0, new Random('a'));
    recorder.atModule.splice(0);
    line.host.write(bytesOf(longText));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe(longText);
  });

  test('finds parity, framing errors and breaks where the settings agree', async () => {
    const recorder = new LineRecorder();
    const { line } = recorder;
    for (const end of [line.host, line.module]) end.configure({ parity: 'even' });
    line.toModule.noise(20_000, new Random('b'));
    for (let burst = 0; burst < 10; burst += 1) {
      line.host.write(bytesOf(longText));
      await recorder.settle();
    }
    const kinds = new Set(recorder.faults().map(([fault]) => fault));
    expect(kinds).toEqual(new Set(['parity', 'framing']));
    // The settings were never apart, and nobody says so.
    expect(recorder.records.some(({ kind }) => kind === 'finding')).toBe(false);
  });

  test('of one data bit in a frame with parity is a parity error, and the byte arrives', async () => {
    const recorder = new LineRecorder();
    const { kernel, line } = recorder;
    for (const end of [line.host, line.module]) end.configure({ parity: 'odd', baud: 1_000_000 });
    line.host.write(bytesOf('AAA'));
    // The second frame begins at 11 us, its lowest data bit, a 1, at 12 us.
    await kernel.run(12_000);
    line.toModule.pulse(1000);
    await recorder.settle();
    expect(recorder.faults()).toEqual([['parity', 0x40]]);
    expect(heardByModule(recorder)).toBe('A@A');
  });

  test('on the way to the host leaves the trace of what left the module as it was', async () => {
    const recorder = new LineRecorder();
    recorder.line.toHost.noise(20_000, new Random('c'));
    recorder.line.module.write(bytesOf(longText), nothing);
    await recorder.settle();
    const left = recorder.bursts('uart.tx').map(([, , text]) => text);
    expect(left.join('')).toBe(longText);
    expect(recorder.bursts('uart.tx').at(-1)?.[1]).toBe(longText.length * frame);
    expect(heardByHost(recorder)).not.toBe(longText);
  });

  test('costs no event while it hits nothing', async () => {
    const still = new LineRecorder();
    still.line.host.write(bytesOf(longText));
    const noisy = new LineRecorder();
    noisy.line.toModule.noise(1, new Random('none here'));
    noisy.line.host.write(bytesOf(longText));
    expect(await noisy.settle()).toBe(await still.settle());
    expect(noisy.atModule).toEqual(still.atModule);
  });

  test('costs by the byte in a long burst, however many bits it flips', async () => {
    const cost = async (count: number): Promise<number> => {
      const recorder = new LineRecorder();
      recorder.line.toModule.noise(50_000, new Random('long'));
      recorder.line.host.write(new Uint8Array(count).fill(0x55));
      return recorder.settle();
    };
    const [once, thrice] = [await cost(3000), await cost(9000)];
    expect(once).toBeGreaterThan(1000);
    expect(Math.abs(thrice - 3 * once)).toBeLessThan(once / 5);
  });

  test('is the same with the same seed, and another with another', async () => {
    const heard = async (key: string): Promise<string> => {
      const recorder = new LineRecorder();
      recorder.line.toModule.noise(10_000, new Random(key));
      recorder.line.host.write(bytesOf(longText));
      await recorder.settle();
      return heardByModule(recorder);
    };
    expect(await heard('one')).toBe(await heard('one'));
    expect(await heard('one')).not.toBe(await heard('two'));
  });

  test('goes with its bits: what is discarded leaves no flip behind', async () => {
    const heard = async (text: string): Promise<unknown> => {
      const recorder = new LineRecorder();
      recorder.line.toModule.noise(1_000_000, new Random('all'));
      recorder.line.host.write(bytesOf(text));
      recorder.line.host.discard?.();
      await recorder.settle();
      return [recorder.atModule, recorder.faults()];
    };
    expect(await heard('abcdef')).toEqual(await heard('a'));
  });
});

describe('a stuck wire', () => {
  test('that is high is silent', async () => {
    const recorder = new LineRecorder();
    recorder.line.toModule.stick('high');
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(recorder.atModule).toEqual([]);
    recorder.line.toModule.stick();
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe('AT\r\n');
  });

  test('that is low is one break and its NUL, whatever is sent', async () => {
    const recorder = new LineRecorder();
    recorder.line.toModule.stick('low');
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(recorder.faults()).toEqual([['break', 0]]);
    expect(heardByModule(recorder)).toBe('\0');
    recorder.line.toModule.stick();
    await recorder.settle();
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe('\0AT\r\n');
  });

  test('cuts a burst at its byte: the bytes before are whole, the rest is gone', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('abcdef'));
    await recorder.kernel.run(Math.round((3 * 10 ** 10) / 115_200) - 1);
    recorder.line.toModule.stick('high');
    await recorder.settle();
    // The third byte was sampled in the middle of its stop bit.
    expect(heardByModule(recorder)).toBe('abc');
  });

  test('to the host hides what the module says, and its trace does not', async () => {
    const recorder = new LineRecorder();
    recorder.line.toHost.stick('high');
    recorder.line.module.write(bytesOf('OK\r\n'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([]);
    expect(recorder.bursts('uart.tx')).toEqual([[0, 4 * frame, 'OK\r\n']]);
  });

  test('costs no events while it lasts', async () => {
    const recorder = new LineRecorder();
    recorder.line.toModule.stick('low');
    recorder.line.host.write(new Uint8Array(100_000));
    expect(await recorder.settle()).toBeLessThan(10);
  });
});

describe('a low pulse', () => {
  test.each([
    // A bit is 8,675 ns at the module's pace.
    ['shorter than half a bit is nothing', 4000, [], ''],
    ['of a bit is a frame of ones', 8675, [], '\xff'],
    ['of three bits has two of them low', 3 * 8675, [], '\xfc'],
    ['of a frame without its stop bit is a NUL', 9 * 8675, [], '\0'],
    ['of a frame is a break', 10 * 8675, ['break'], '\0'],
    ['of a second is one break', 1_000_000_000, ['break'], '\0'],
  ])('%s', async (_name, lengthNs, faults, heard) => {
    const recorder = new LineRecorder();
    recorder.line.toModule.pulse(lengthNs);
    await recorder.settle();
    expect(recorder.faults().map(([fault]) => fault)).toEqual(faults);
    expect(heardByModule(recorder)).toBe(heard);
    recorder.line.host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe(`${heard}AT\r\n`);
  });

  test('reaches the host as well', async () => {
    const recorder = new LineRecorder();
    recorder.line.toHost.pulse(1_000_000);
    await recorder.settle();
    expect(heardByHost(recorder)).toBe('\0');
  });
});

describe('a break the host sends', () => {
  test('lasts until it is switched off, and goes over what is being sent', async () => {
    const recorder = new LineRecorder();
    const { host } = recorder.line;
    host.breakSignal?.(true);
    host.breakSignal?.(true);
    host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    host.breakSignal?.(false);
    await recorder.settle();
    host.write(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(recorder.faults()).toEqual([['break', 0]]);
    expect(heardByModule(recorder)).toBe('\0AT\r\n');
  });
});

describe('stray bytes', () => {
  test('arrive as if the sender had sent them', async () => {
    const recorder = new LineRecorder();
    recorder.line.toModule.strayBytes(bytesOf('AT\r\n'));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe('AT\r\n');
    expect(recorder.faults()).toEqual([]);
    expect(recorder.line.host.sentAt).toBe(0);
  });

  test('collide with what is sent: low wins', async () => {
    const recorder = new LineRecorder();
    recorder.line.host.write(bytesOf('wwww'));
    recorder.line.toModule.strayBytes(bytesOf('kkkk'));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe('cccc');
  });
});

describe('the adapter of the host', () => {
  test('loses bytes both ways, and the others keep their order', async () => {
    const recorder = new LineRecorder();
    recorder.line.toModule.loseBytes(100_000, new Random('d'));
    recorder.line.toHost.loseBytes(100_000, new Random('e'));
    recorder.line.host.write(bytesOf(longText));
    recorder.line.module.write(bytesOf(longText), nothing);
    await recorder.settle();
    for (const heard of [heardByModule(recorder), heardByHost(recorder)]) {
      expect(heard.length).toBeGreaterThan(790);
      expect(heard.length).toBeLessThan(860);
      expect(isWithin(heard, longText)).toBe(true);
    }
    expect(disturbances(recorder, 'lost-bytes')).toBe(
      2 * longText.length - heardByModule(recorder).length - heardByHost(recorder).length,
    );
  });

  test('doubles bytes both ways, each behind itself', async () => {
    const recorder = new LineRecorder();
    recorder.line.toModule.doubleBytes(1_000_000, new Random('f'));
    recorder.line.toHost.doubleBytes(100_000, new Random('g'));
    recorder.line.host.write(bytesOf('AT\r\n'));
    recorder.line.module.write(bytesOf(longText), nothing);
    await recorder.settle();
    expect(heardByModule(recorder)).toBe('AATT\r\r\n\n');
    const heard = heardByHost(recorder);
    expect(heard.length - longText.length).toBe(disturbances(recorder, 'doubled-bytes') - 4);
    expect(isWithin(longText, heard)).toBe(true);
  });

  test('that loses everything hands over nothing, not even an empty chunk', async () => {
    const recorder = new LineRecorder();
    recorder.line.toHost.loseBytes(1_000_000, new Random('h'));
    recorder.line.module.write(bytesOf('OK\r\n'), nothing);
    await recorder.settle();
    expect(recorder.atHost).toEqual([]);
  });
});

/** Whether a text comes of another by leaving characters out. */
function isWithin(part: string, whole: string): boolean {
  let from = 0;
  for (const character of part) {
    from = whole.indexOf(character, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

describe('a host whose clock drifts', () => {
  test.each([
    [20_000, true],
    [-20_000, true],
    [40_000, true],
    [-40_000, true],
    [80_000, false],
    [-80_000, false],
  ])('by %i millionths is understood both ways: %s', async (perMillion, isUnderstood) => {
    const recorder = new LineRecorder();
    recorder.line.driftHost(perMillion);
    recorder.line.host.write(bytesOf(longText));
    recorder.line.module.write(bytesOf(longText), nothing);
    await recorder.settle();
    expect(heardByModule(recorder) === longText).toBe(isUnderstood);
    expect(heardByHost(recorder) === longText).toBe(isUnderstood);
    const text = recorder.records.find(({ kind }) => kind === 'finding')?.data['id'];
    expect(text).toBe(Math.abs(perMillion) > 25_000 ? 'uart.clocks-differ' : undefined);
  });

  test('sends at the pace it really has, and is exact again without a drift', () => {
    const { line } = new LineRecorder();
    line.driftHost(1_000);
    line.host.write(new Uint8Array(1000));
    expect(line.host.sentAt).toBe(Math.round((10_000 * 10 ** 9) / (115_200 * 1.001)));
    expect(line.host.settings.baud).toBe(115_200);
  });
});

describe('a port that is not as it was set', () => {
  test('says it is, and works otherwise, field by field', async () => {
    const recorder = new LineRecorder();
    const { line } = recorder;
    line.missetHost('parity', 'even');
    line.missetHost('baud', 9600);
    line.missetHost('baud');
    expect(line.host.settings).toMatchObject({ baud: 115_200, parity: 'none' });
    line.host.write(bytesOf('C'));
    await recorder.settle();
    expect(heardByModule(recorder)).toBe('C');
    expect(line.host.sentAt).toBe(Math.round((11 * 10 ** 9) / 115_200));
    line.missetHost('parity');
    line.host.write(bytesOf('A'));
    await recorder.settle();
    expect(recorder.faults()).toEqual([]);
  });
});

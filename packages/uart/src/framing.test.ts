import { serialDefaults, type SerialSettings } from '@w800/ports';
import { describe, expect, test } from 'vitest';
import { BitClock } from './bit-clock.ts';
import { canReceive, framingOf, type Framing } from './framing.ts';

function framing(settings: Partial<SerialSettings> = {}, baud = 9600): Framing {
  return framingOf({ ...serialDefaults, ...settings }, new BitClock(1, baud));
}

describe('a frame', () => {
  test.each([
    ['8N1', {}, 10],
    ['8E1', { parity: 'even' }, 11],
    ['8O2', { parity: 'odd', stopBits: 2 }, 12],
    ['7N1', { dataBits: 7 }, 9],
    ['5N2', { dataBits: 5, stopBits: 2 }, 8],
  ] as const)('of %s has its bits', (_name, settings, frameBits) => {
    expect(framing(settings).frameBits).toBe(frameBits);
  });

  test('is not made out with other data bits, another parity or another pace', () => {
    expect(canReceive(framing(), framing(), 25)).toBe(true);
    expect(canReceive(framing(), framing({ dataBits: 7 }), 25)).toBe(false);
    expect(canReceive(framing(), framing({ parity: 'even' }), 25)).toBe(false);
    expect(canReceive(framing(), framing({}, 9850), 25)).toBe(false);
    expect(canReceive(framing(), framing({}, 9800), 25)).toBe(true);
  });

  test('is made out by a receiver that expects another number of stop bits', () => {
    expect(canReceive(framing({ stopBits: 2 }), framing(), 25)).toBe(true);
    expect(canReceive(framing(), framing({ stopBits: 2 }), 25)).toBe(true);
  });
});

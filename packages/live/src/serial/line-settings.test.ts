import { serialDefaults } from '@w800/ports';
import { expect, test } from 'vitest';
import { lineSettings } from './line-settings.ts';

test('what a line can have is taken over', () => {
  const wanted = { baud: 57_600, dataBits: 7, parity: 'odd', stopBits: 2, flowControl: 'rts/cts' };
  expect(lineSettings(serialDefaults, wanted)).toEqual(wanted);
  expect(lineSettings(serialDefaults, { baud: 50 }).baud).toBe(50);
  expect(lineSettings(serialDefaults, { baud: 4_000_000 }).baud).toBe(4_000_000);
});

test.each<Readonly<Record<string, unknown>>>([
  { baud: 0 },
  { baud: 49 },
  { baud: 4_000_001 },
  { baud: 9600.5 },
  { baud: '9600' },
  { dataBits: 9 },
  { dataBits: 4 },
  { parity: 'mark' },
  { stopBits: 1.5 },
  { stopBits: 0 },
  { flowControl: 'xon' },
  { colour: 'red' },
  { toString: 1 },
])('%o is left as it is', (wanted) => {
  expect(lineSettings(serialDefaults, wanted)).toEqual(serialDefaults);
});

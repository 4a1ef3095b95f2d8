import { expect, it } from 'vitest';

import { traceTable, verdictTable, type TriedSituation } from './tls-outcome-tables.ts';

const tried: TriedSituation = {
  situation: {
    name: 'expired',
    what: 'too old',
    about: [2, 3, 4],
    connects: [2, 4],
    real: { by: 'mosquitto', schemes: [3] },
  },
  outcomes: [
    { scheme: 2, connected: true, durationNs: 1_877_600_000, said: [] },
    { scheme: 3, connected: false, durationNs: 16_400_000, said: ['alert x out', 'verify X'] },
    { scheme: 4, connected: true, durationNs: 2_000_000_000, said: [] },
  ],
};

it('has a column for each scheme, a cross for ERROR, and nothing for what was not tried', () => {
  const [, , row] = verdictTable([tried]).split('\n');
  expect(row).toBe('| `expired` | too old |  | 1.878 | **✗** 0.016 | 2.000 |  |  |  |  |  |  |');
});

it('tells together what the trace says of several schemes', () => {
  const [, , first, second] = traceTable([tried]).split('\n');
  expect(first).toBe('| `expired` | 2 4 | connected | mosquitto, scheme 3 |');
  expect(second).toBe('|  | 3 | `ERROR`, `alert x out`, `verify X` |  |');
});

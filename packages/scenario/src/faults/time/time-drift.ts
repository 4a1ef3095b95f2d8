import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const timeDrift = defineFault({
  name: 'time-drift',
  class: 'time',
  summary: 'The clock of the module runs too fast or too slow, as a crystal in heat or cold.',
  reaction:
    '`AT+CIPSNTPTIME?` is off by so much of the time that has passed, until a synchronisation ' +
    'sets it; repaired, what has built up stays until then.',
  basis: { provenance: 'derived', source: 'SDK wm_utils.c: the clock is counted on by the tick' },
  schema: z.strictObject({
    ppm: z
      .int()
      .min(-1_000_000)
      .max(1_000_000)
      .meta({ description: 'How much too fast, in millionths; negative: too slow.' }),
  }),
  example: { ppm: 10_000 },
  lasts: true,
  apply({ module: { clock } }, { ppm }) {
    clock.driftPpm = ppm;
    return () => clock.resetDrift();
  },
});

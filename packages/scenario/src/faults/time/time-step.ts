import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const timeStep = defineFault({
  name: 'time-step',
  class: 'time',
  summary: 'The clock of the module jumps.',
  reaction:
    '`AT+CIPSNTPTIME?` is off by so much, after a restart too, until the next synchronisation ' +
    'or until the supply has been away.',
  basis: { provenance: 'documented', source: 'SDK wm_drv_ops_rtc.c, wm_utils.c' },
  schema: z.strictObject({
    seconds: z
      .int()
      .min(-2_000_000_000)
      .max(2_000_000_000)
      .meta({ description: 'By how much, in seconds; negative: back.' }),
  }),
  example: { seconds: 3_600 },
  lasts: false,
  apply({ module }, { seconds }) {
    module.clock.step(seconds);
    return undefined;
  },
});

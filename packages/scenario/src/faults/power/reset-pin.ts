import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const resetPin = defineFault({
  name: 'reset-pin',
  class: 'power',
  summary: 'The reset pin is low, as from a host that holds it or a switch that bounces.',
  reaction:
    'The module is silent as long as the pin is low, and says `ready` 300 ms after; unlike after ' +
    'a power cut its clock has gone on.',
  basis: { provenance: 'assumed', source: 'The clock is powered and not reset, as with AT+RST.' },
  schema: z.literal('low'),
  example: 'low',
  lasts: true,
  apply({ module }) {
    module.holdReset();
    return () => module.releaseReset();
  },
});

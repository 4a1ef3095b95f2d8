import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const powerCut = defineFault({
  name: 'power-cut',
  class: 'power',
  summary: 'The supply is gone; repaired, it is back.',
  reaction:
    'Output stops in mid-byte; with the supply comes `ready`. Stored settings are there, the ' +
    'clock is at 2000 again, and nothing is left of a session.',
  basis: { provenance: 'documented', source: 'AT command documents, System: what is stored' },
  schema: z.literal(true),
  example: true,
  lasts: true,
  apply({ module }) {
    module.powerOff();
    return () => module.powerOn();
  },
});

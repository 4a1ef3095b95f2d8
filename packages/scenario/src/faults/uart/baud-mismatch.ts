import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const baudMismatch = defineFault({
  name: 'baud-mismatch',
  class: 'uart',
  summary: "The host's port runs at another rate than the host has set.",
  reaction:
    'Both ends see other bytes than were sent. Back at the right rate the first CR LF ends the ' +
    'garbage with `CMD FORMAT ERR`, and the next line is answered.',
  basis: { provenance: 'documented', source: 'SDK wm_hal_uart.c, AT index document' },
  schema: z.int().min(50).max(4_000_000).meta({ description: 'The rate in baud.' }),
  example: 9600,
  lasts: true,
  apply({ line }, baud) {
    line.missetHost('baud', baud);
    return () => line.missetHost('baud');
  },
});

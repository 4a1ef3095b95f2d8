import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const parity = defineFault({
  name: 'parity',
  class: 'uart',
  summary: "The host's port sends and expects another parity.",
  reaction:
    'Odd against even: the driver reports a parity error for every byte, and the line is ' +
    'answered. A parity bit too many or too few spoils the frames behind it.',
  basis: {
    provenance: 'assumed',
    source: 'SDK wm_hal_uart.c reports the error; that the byte is delivered is usual for UARTs',
  },
  schema: z.enum(['none', 'even', 'odd']),
  example: 'odd',
  lasts: true,
  apply({ line }, wanted) {
    line.missetHost('parity', wanted);
    return () => line.missetHost('parity');
  },
});

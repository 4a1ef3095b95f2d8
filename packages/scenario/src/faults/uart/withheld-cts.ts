import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

export const withheldCts = defineFault({
  name: 'withheld-cts',
  class: 'uart',
  summary: 'The host takes away the CTS of the module: it does not want anything now.',
  reaction:
    'Set to heed CTS, the module stops behind the byte it is at and goes on when CTS is back. ' +
    'Where CTS was away before the port was opened, it sends: only a change is noticed.',
  basis: {
    provenance: 'documented',
    source: 'SDK wm_hal_uart.c: an interrupt at a change of CTS alone turns the output on and off',
  },
  schema: z.literal('by-host').meta({ description: 'Who holds it back.' }),
  example: 'by-host',
  lasts: true,
  apply({ line }) {
    line.host.clearToSend?.(false);
    return () => line.host.clearToSend?.(true);
  },
});

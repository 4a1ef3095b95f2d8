import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { eachDirection, wireDirection } from './wire-direction.ts';

export const stuckLine = defineFault({
  name: 'stuck-line',
  class: 'uart',
  summary: 'The wire stays at one level, whatever is sent: low as when shorted, high as when cut.',
  reaction:
    'High: silence. Low: one break, which the AT port takes for a NUL in front of the next line, ' +
    'so that this is `CMD FORMAT ERR`.',
  basis: {
    provenance: 'assumed',
    source: 'SDK wm_hal_uart.c reports a break; that its NUL is delivered is usual for UARTs',
  },
  schema: z.strictObject({
    level: z.enum(['low', 'high']).meta({ description: 'The level it stays at.' }),
    direction: wireDirection,
  }),
  example: { level: 'low' },
  lasts: true,
  apply({ line }, { level, direction }) {
    eachDirection(line, direction, (way, isMeant) => way.stick(isMeant ? level : undefined));
    return () => eachDirection(line, 'both', (way) => way.stick());
  },
});

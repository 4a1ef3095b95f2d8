import { z } from 'zod';
import { duration } from '../../fields/duration.ts';
import { defineFault } from '../define-fault.ts';
import { eachDirection, wireDirection } from './wire-direction.ts';

export const breakSignal = defineFault({
  name: 'break',
  class: 'uart',
  summary:
    'The wire is low for a time: a break when that is a frame or longer, a stray byte when it is ' +
    'shorter, nothing when it is less than half a bit.',
  reaction:
    'The driver reports one break however long it lasts; its NUL stands in front of the next ' +
    'line, which is `CMD FORMAT ERR`.',
  basis: {
    provenance: 'assumed',
    source: 'SDK wm_hal_uart.c reports a break; that its NUL is delivered is usual for UARTs',
  },
  schema: z.strictObject({
    length: duration('How long the wire is low.'),
    direction: wireDirection,
  }),
  example: { length: '10ms' },
  lasts: false,
  apply({ line }, { length, direction }) {
    eachDirection(line, direction, (way, isMeant) => way.pulse(isMeant ? length : 0));
    return undefined;
  },
});

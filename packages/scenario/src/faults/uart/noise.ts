import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { perMillion } from './per-million.ts';
import { eachDirection, wireDirection } from './wire-direction.ts';

export const noise = defineFault({
  name: 'noise',
  class: 'uart',
  summary:
    'Bits arrive as their opposite: data bits change bytes, start and stop bits cost the ' +
    'receiver its place in the frame.',
  reaction:
    'A line that suffers is `CMD FORMAT ERR` or `CMD PARSE ERR`, or silent when its CR LF is ' +
    'gone; then the next line is spoilt with it, and the one after that is answered.',
  basis: { provenance: 'documented', source: 'SDK wm_hal_uart.c, AT index document' },
  schema: z.strictObject({
    bitsPerMillion: perMillion('How many of a million bits arrive as their opposite.'),
    direction: wireDirection,
  }),
  example: { bitsPerMillion: 5000 },
  lasts: true,
  apply({ line, random }, { bitsPerMillion, direction }) {
    eachDirection(line, direction, (way, isMeant, name) =>
      way.noise(isMeant ? bitsPerMillion : 0, random.fork(name)),
    );
    return () => eachDirection(line, 'both', (way) => way.noise(0, random));
  },
});

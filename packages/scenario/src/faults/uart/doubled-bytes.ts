import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { perMillion } from './per-million.ts';
import { eachDirection, wireDirection } from './wire-direction.ts';

export const doubledBytes = defineFault({
  name: 'doubled-bytes',
  class: 'uart',
  summary: "The host's adapter hands bytes on twice.",
  reaction:
    'A command whose name has a byte too many is `CMD FORMAT ERR`, one whose arguments have is ' +
    '`CMD PARSE ERR` or means something else.',
  basis: { provenance: 'documented', source: 'AT index document' },
  schema: z.strictObject({
    bytesPerMillion: perMillion('How many of a million bytes are doubled.'),
    direction: wireDirection,
  }),
  example: { bytesPerMillion: 20_000 },
  lasts: true,
  apply({ line, random }, { bytesPerMillion, direction }) {
    eachDirection(line, direction, (way, isMeant, name) =>
      way.doubleBytes(isMeant ? bytesPerMillion : 0, random.fork(name)),
    );
    return () => eachDirection(line, 'both', (way) => way.doubleBytes(0, random));
  },
});

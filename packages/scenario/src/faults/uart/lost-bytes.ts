import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { perMillion } from './per-million.ts';
import { eachDirection, wireDirection } from './wire-direction.ts';

export const lostBytes = defineFault({
  name: 'lost-bytes',
  class: 'uart',
  summary: "The host's adapter loses bytes; those around them arrive.",
  reaction:
    'A command whose name has lost a byte is `CMD FORMAT ERR`, one whose arguments have is ' +
    '`CMD PARSE ERR` or means something else; without its LF it waits for the next line.',
  basis: { provenance: 'documented', source: 'AT index document' },
  schema: z.strictObject({
    bytesPerMillion: perMillion('How many of a million bytes are lost.'),
    direction: wireDirection,
  }),
  example: { bytesPerMillion: 20_000 },
  lasts: true,
  apply({ line, random }, { bytesPerMillion, direction }) {
    eachDirection(line, direction, (way, isMeant, name) =>
      way.loseBytes(isMeant ? bytesPerMillion : 0, random.fork(name)),
    );
    return () => eachDirection(line, 'both', (way) => way.loseBytes(0, random));
  },
});

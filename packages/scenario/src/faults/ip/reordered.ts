import { z } from 'zod';
import { ratio } from '../../fields/ratio.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const reordered = defineFault({
  name: 'reordered',
  class: 'ip',
  summary: 'Packets are held back for 20 ms, so that later ones overtake them.',
  reaction: 'Answers come a little later; TCP puts everything in order.',
  basis: { provenance: 'documented', source: 'RFC 9293, 3.4' },
  schema: z.strictObject({ ratio: ratio('How many packets are held back.'), ...atLink }),
  example: { ratio: '1/4' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { ratio: reorderPpm, ...place }) =>
    imposeOn(world, place, 'reordered', { reorderPpm }),
});

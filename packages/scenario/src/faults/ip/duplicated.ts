import { z } from 'zod';
import { ratio } from '../../fields/ratio.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const duplicated = defineFault({
  name: 'duplicated',
  class: 'ip',
  summary: 'Packets arrive twice.',
  reaction: 'Nothing is to be seen: TCP takes the second one for what it is.',
  basis: { provenance: 'documented', source: 'RFC 9293, 3.4' },
  schema: z.strictObject({ ratio: ratio('How many packets arrive twice.'), ...atLink }),
  example: { ratio: '1/4' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { ratio: duplicatePpm, ...place }) =>
    imposeOn(world, place, 'duplicated', { duplicatePpm }),
});

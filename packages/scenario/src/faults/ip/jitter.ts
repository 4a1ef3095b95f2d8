import { z } from 'zod';
import { shortTime } from '../../world/link-schema.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const jitter = defineFault({
  name: 'jitter',
  class: 'ip',
  summary: 'Packets take unequally long; none overtakes another.',
  reaction:
    'Answers come early and late; the connection stays, and nothing is lost or out of order.',
  basis: { provenance: 'derived', source: 'RFC 9293: TCP waits for what is late' },
  schema: z.strictObject({
    upTo: shortTime('How much longer a packet may take. Up to 4 s.', '4s'),
    ...atLink,
  }),
  example: { upTo: '400ms' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { upTo, ...place }) => imposeOn(world, place, 'jitter', { jitterNs: upTo }),
});

import { z } from 'zod';
import { bandwidth as rateField } from '../../fields/bandwidth.ts';
import { size } from '../../fields/size.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const bandwidth = defineFault({
  name: 'bandwidth',
  class: 'ip',
  summary: 'A link carries little, and what does not fit waits for its turn.',
  reaction:
    'Answers wait behind what is on its way: a short publish after a long one comes late. What ' +
    'does not fit into the queue is lost and sent again by TCP.',
  basis: { provenance: 'derived', source: 'Bytes on the wire by the rate of the link' },
  schema: z.strictObject({
    rate: rateField('What passes in a second.'),
    queue: size('What may wait; more is lost. Default: everything.', 1_000_000).optional(),
    ...atLink,
  }),
  example: { rate: '64kbit/s', queue: '16KiB' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { rate: bitsPerSecond, queue, ...place }) =>
    imposeOn(world, place, 'bandwidth', {
      bitsPerSecond,
      ...(queue === undefined ? {} : { queueBytes: queue }),
    }),
});

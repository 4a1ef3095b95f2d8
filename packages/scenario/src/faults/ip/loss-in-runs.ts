import { z } from 'zod';
import { runsSchema } from '../../world/link-schema.ts';
import { burstLoss } from '../../world/link-settings.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const lossInRuns = defineFault({
  name: 'loss-in-runs',
  class: 'ip',
  summary: 'A link loses packets in runs, as where something stands between two antennas.',
  reaction:
    'Whole flights of segments are lost, and answers wait for the retransmission timer, 1.5 s ' +
    'and more; nothing that was acknowledged is missing.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 tcp.c: retransmission at 1.5 s or more' },
  schema: z.strictObject({ ...runsSchema.shape, ...atLink }),
  example: { begin: '1/50', length: 4 },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { link, towards, ...runs }) =>
    imposeOn(world, { link, towards }, 'loss-in-runs', { burstLoss: burstLoss(runs) }),
});

import { z } from 'zod';
import { ratio } from '../../fields/ratio.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const loss = defineFault({
  name: 'loss',
  class: 'ip',
  summary: 'A link loses packets, each on its own.',
  reaction:
    'TCP sends again what was lost, so that answers come later and nothing else is to be seen; ' +
    'where three repetitions are lost too, `+MQTTDISCONNECTED:0`.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 tcp.c: TCP_MAXRTX 3' },
  schema: z.strictObject({ ratio: ratio('How many packets are lost.'), ...atLink }),
  example: { ratio: '1/20' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { ratio: lossPpm, ...place }) => imposeOn(world, place, 'loss', { lossPpm }),
});

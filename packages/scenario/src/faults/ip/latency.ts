import { z } from 'zod';
import { shortTime } from '../../world/link-schema.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const latency = defineFault({
  name: 'latency',
  class: 'ip',
  summary: 'A link takes long, as over a satellite or a mobile network.',
  reaction:
    'Every answer that needs the network comes so much later, there and back; beyond 10 s in all ' +
    'a publish with QoS 1 or 2 ends in `ERROR`, and a connect whose SYN is not answered within ' +
    '9.0 to 9.5 s too.',
  basis: { provenance: 'documented', source: 'AT MQTT document, lwIP 2.1.3 tcp.c' },
  schema: z.strictObject({
    oneWay: shortTime('How long a packet takes, one way. Up to 60 s.', '60s'),
    ...atLink,
  }),
  example: { oneWay: '300ms' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { oneWay, ...place }) =>
    imposeOn(world, place, 'latency', { latencyNs: oneWay }),
});

import { z } from 'zod';
import { mtu } from '../../world/link-schema.ts';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const smallMtu = defineFault({
  name: 'small-mtu',
  class: 'ip',
  summary:
    'Packets above a size vanish without a word, as in a tunnel whose routers send no ICMP; the ' +
    'module would read none.',
  reaction:
    'Small messages pass. A large one is sent again and again and never arrives: a publish with ' +
    'QoS 1 or 2 ends in `ERROR` after 10 s, then `+MQTTDISCONNECTED:0`.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3: no path MTU discovery, TCP_MSS 1460' },
  schema: z.strictObject({
    bytes: mtu('The largest IP packet that passes, headers included.'),
    ...atLink,
  }),
  example: { bytes: 576 },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { bytes, ...place }) =>
    imposeOn(world, place, 'small-mtu', { mtuBytes: bytes }),
});

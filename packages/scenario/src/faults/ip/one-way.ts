import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atLink, imposeOn } from './at-link.ts';

export const oneWay = defineFault({
  name: 'one-way',
  class: 'ip',
  summary: 'A link passes packets one way only.',
  reaction:
    'Whichever way is open: no acknowledgement comes back. A publish with QoS 1 or 2 ends in ' +
    '`ERROR` after 10 s, though the broker may have it; then `+MQTTDISCONNECTED:0`.',
  basis: { provenance: 'documented', source: 'AT MQTT document' },
  schema: z.strictObject({
    silent: z
      .enum(['servers', 'module'])
      .meta({ description: 'Where nothing gets to any more: to the servers, or to the module.' }),
    link: atLink.link,
  }),
  example: { silent: 'module' },
  lasts: true,
  about: ({ link }) => link,
  apply: ({ world }, { silent, link }) =>
    imposeOn(world, { link, towards: silent }, 'one-way', { lossPpm: 1_000_000 }),
});

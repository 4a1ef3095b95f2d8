import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutDhcp, whichDhcp } from './which-dhcp.ts';

export const dhcpNak = defineFault({
  name: 'dhcp-nak',
  class: 'ip',
  summary: 'The DHCP server refuses what it is asked: new addresses, renewals or both.',
  reaction:
    'At a join, `ERROR` after the 15 s of `AT+CWJAP`, as it begins anew each time. At a renewal ' +
    'the address is gone at once, with a session `+MQTTDISCONNECTED:0`, and `WIFI GOT IP` ' +
    'follows when it has another.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dhcp.c' },
  schema: z.strictObject({
    ...whichDhcp,
    what: z
      .enum(['requests', 'renewals', 'all'])
      .default('all')
      .meta({ description: 'What is refused. Default `all`.' }),
  }),
  example: { what: 'renewals' },
  lasts: true,
  about: aboutDhcp,
  apply: ({ world }, { accessPoint, what }) =>
    changeAll(world.dhcpServers(accessPoint), { refuses: what }, `dhcp-nak ${accessPoint}`),
});

import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutDhcp, whichDhcp } from './which-dhcp.ts';

export const dhcpSilent = defineFault({
  name: 'dhcp-silent',
  class: 'ip',
  summary: 'The DHCP server takes messages and answers none.',
  reaction:
    '`WIFI CONNECTED`, then nothing: `AT+CWJAP` gives up after its 15 s with `WIFI DISCONNECT` ' +
    'and `ERROR`. The module asks again after 2, 4, 8 s, so a server that is back within them ' +
    'is still in time. An address that is there ends with its lease.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dhcp.c, AT Wi-Fi document' },
  schema: z.strictObject({ ...whichDhcp }),
  example: {},
  lasts: true,
  about: aboutDhcp,
  apply: ({ world }, { accessPoint }) =>
    changeAll(world.dhcpServers(accessPoint), { silent: true }, `dhcp-silent ${accessPoint}`),
});

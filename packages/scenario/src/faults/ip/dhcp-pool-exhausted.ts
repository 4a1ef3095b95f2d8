import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutDhcp, whichDhcp } from './which-dhcp.ts';

export const dhcpPoolExhausted = defineFault({
  name: 'dhcp-pool-exhausted',
  class: 'ip',
  summary: 'Other stations have every address; only who has one already is served.',
  reaction:
    'To a module that comes anew it is silence: `WIFI CONNECTED`, then `ERROR` after the 15 s ' +
    'of `AT+CWJAP`. One that is known there notices nothing.',
  basis: { provenance: 'documented', source: 'RFC 2131, AT Wi-Fi document' },
  schema: z.strictObject({ ...whichDhcp }),
  example: {},
  lasts: true,
  about: aboutDhcp,
  apply: ({ world }, { accessPoint }) =>
    changeAll(
      world.dhcpServers(accessPoint),
      { exhausted: true },
      `dhcp-pool-exhausted ${accessPoint}`,
    ),
});

import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutDhcp, whichDhcp } from './which-dhcp.ts';

export const addressConflict = defineFault({
  name: 'address-conflict',
  class: 'ip',
  summary: 'A stranger uses the address the DHCP server gives out next, which does not know of it.',
  reaction:
    'The module finds the address in use before it takes it, declines it and waits 10 s: `OK` ' +
    'and `WIFI GOT IP` come 9 s later than usual, with another address.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dhcp.c' },
  schema: z.strictObject({ ...whichDhcp }),
  example: {},
  lasts: true,
  about: aboutDhcp,
  apply: ({ world }, { accessPoint }) =>
    changeAll(
      world.dhcpServers(accessPoint),
      { conflicts: true },
      `address-conflict ${accessPoint}`,
    ),
});

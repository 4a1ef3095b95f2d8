import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutNameServer, whichNameServer } from './which-name-server.ts';

export const dnsNxdomain = defineFault({
  name: 'dns-nxdomain',
  class: 'time',
  summary: 'Name servers say of every name that there is none.',
  reaction:
    'A connect to a name ends in `ERROR` at once: the module takes the answer for the truth and ' +
    'asks nobody else but its second server.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dns.c' },
  schema: z.strictObject({ ...whichNameServer }),
  example: {},
  lasts: true,
  about: aboutNameServer,
  apply: ({ world }, { server }) =>
    changeAll(world.nameServers(server), { fault: 'no-such-name' }, `dns-nxdomain ${server}`),
});

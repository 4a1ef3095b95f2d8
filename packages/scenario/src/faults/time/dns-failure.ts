import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutNameServer, whichNameServer } from './which-name-server.ts';

export const dnsFailure = defineFault({
  name: 'dns-failure',
  class: 'time',
  summary: 'Name servers answer that they cannot (SERVFAIL), as behind a broken resolver.',
  reaction:
    'As if there were no such name: a connect to a name ends in `ERROR` at once, without a ' +
    'repeated question.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dns.c' },
  schema: z.strictObject({ ...whichNameServer }),
  example: {},
  lasts: true,
  about: aboutNameServer,
  apply: ({ world }, { server }) =>
    changeAll(world.nameServers(server), { fault: 'server-failure' }, `dns-failure ${server}`),
});

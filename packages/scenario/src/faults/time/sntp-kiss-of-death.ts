import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutTimeServer, whichTimeServer } from './which-time-server.ts';

const kisses = { RATE: 'rate', DENY: 'deny', RSTR: 'rstr' } as const;

export const sntpKissOfDeath = defineFault({
  name: 'sntp-kiss-of-death',
  class: 'time',
  summary: 'Time servers send their clients away with a kiss of death.',
  reaction:
    'The clock stays as it was, and the next server is asked at once, whatever the reason; ' +
    'where there is only one, the same again after 45 s, and later.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 sntp.c' },
  schema: z.strictObject({
    ...whichTimeServer,
    code: z
      .enum(['RATE', 'DENY', 'RSTR'])
      .default('RATE')
      .meta({ description: 'The reason it gives. Default `RATE`.' }),
  }),
  example: { code: 'DENY' },
  lasts: true,
  about: aboutTimeServer,
  apply: ({ world }, { server, code }) =>
    changeAll(world.timeServers(server), { fault: kisses[code] }, `sntp-kiss-of-death ${server}`),
});

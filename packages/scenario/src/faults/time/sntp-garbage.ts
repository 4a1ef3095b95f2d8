import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutTimeServer, whichTimeServer } from './which-time-server.ts';

export const sntpGarbage = defineFault({
  name: 'sntp-garbage',
  class: 'time',
  summary: 'Replies of time servers are of another mode, cut short or nonsense.',
  reaction:
    'The module passes over what is no reply and waits for one: as in silence, the next server ' +
    'is asked after 15 s.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 sntp.c' },
  schema: z.strictObject({
    ...whichTimeServer,
    kind: z
      .enum(['wrong-mode', 'cut-short', 'garbage'])
      .default('wrong-mode')
      .meta({ description: 'What is wrong with them. Default `wrong-mode`.' }),
  }),
  example: { kind: 'cut-short' },
  lasts: true,
  about: aboutTimeServer,
  apply: ({ world }, { server, kind }) =>
    changeAll(world.timeServers(server), { fault: kind }, `sntp-garbage ${server}`),
});

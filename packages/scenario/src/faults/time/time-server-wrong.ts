import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutTimeServer, whichTimeServer } from './which-time-server.ts';

export const timeServerWrong = defineFault({
  name: 'time-server-wrong',
  class: 'time',
  summary: 'Time servers tell a wrong time.',
  reaction:
    'The module believes it: `AT+CIPSNTPTIME?` is wrong from the next synchronisation on, and ' +
    'right again with the first one after the repair.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 sntp.c' },
  schema: z.strictObject({
    ...whichTimeServer,
    seconds: z
      .int()
      .min(-2_000_000_000)
      .max(2_000_000_000)
      .meta({ description: 'How far they are ahead, in seconds; negative: behind.' }),
  }),
  example: { seconds: -86400 },
  lasts: true,
  about: aboutTimeServer,
  apply: ({ world }, { server, seconds }) =>
    changeAll(world.timeServers(server), { offsetSeconds: seconds }, `time-server-wrong ${server}`),
});

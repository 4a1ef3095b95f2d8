import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutTimeServer, whichTimeServer } from './which-time-server.ts';

export const timeServerUnsynchronised = defineFault({
  name: 'time-server-unsynchronised',
  class: 'time',
  summary: 'Time servers say that they have no time themselves.',
  reaction:
    'With stratum 0 (`unsynchronised`) it is a kiss of death to the module, and the clock stays ' +
    'as it was. With stratum 16 the module does not look at it, nor at the leap indicator, and ' +
    'takes the time.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 sntp.c, RFC 5905' },
  schema: z.strictObject({
    ...whichTimeServer,
    stratum: z
      .union([z.literal(0), z.literal(16)])
      .default(0)
      .meta({ description: 'How they say so: 0 or 16. Default 0.' }),
  }),
  example: { stratum: 16 },
  lasts: true,
  about: aboutTimeServer,
  apply: ({ world }, { server, stratum }) =>
    changeAll(
      world.timeServers(server),
      {
        fault: stratum === 0 ? 'unsynchronised' : 'stratum-16',
      },
      `time-server-unsynchronised ${server}`,
    ),
});

import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutTimeServer, whichTimeServer } from './which-time-server.ts';

export const sntpSilent = defineFault({
  name: 'sntp-silent',
  class: 'time',
  summary: 'Time servers take requests and answer none.',
  reaction:
    '`AT+CIPSNTPTIME?` goes on as it was. After 15 s the next server is asked, at once; where ' +
    'there is only one, the same after another 15, 30, 60, 120, 150 s.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 sntp.c' },
  schema: z.strictObject({ ...whichTimeServer }),
  example: {},
  lasts: true,
  about: aboutTimeServer,
  apply: ({ world }, { server }) =>
    changeAll(world.timeServers(server), { silent: true }, `sntp-silent ${server}`),
});

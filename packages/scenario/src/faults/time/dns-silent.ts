import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutNameServer, whichNameServer } from './which-name-server.ts';

export const dnsSilent = defineFault({
  name: 'dns-silent',
  class: 'time',
  summary: 'Name servers take questions and answer none.',
  reaction:
    '`AT+MQTTCONN` to a name ends in `ERROR` after 7 s a server; what the module still knows by ' +
    'name goes on for as long as the last answer said. Asked in the silence, SNTP waits as long ' +
    'and turns to its next server.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dns.c' },
  schema: z.strictObject({ ...whichNameServer }),
  example: {},
  lasts: true,
  about: aboutNameServer,
  apply: ({ world }, { server }) =>
    changeAll(world.nameServers(server), { silent: true }, `dns-silent ${server}`),
});

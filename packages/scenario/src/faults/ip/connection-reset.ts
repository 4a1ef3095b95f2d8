import { z } from 'zod';
import { defineFault } from '../define-fault.ts';
import { atServer } from './at-server.ts';

export const connectionReset = defineFault({
  name: 'connection-reset',
  class: 'ip',
  summary: 'Something on the way ends the connections by an RST in the name of the server.',
  reaction:
    '`+MQTTDISCONNECTED:0` at once, before any `ERROR` of a command under way; with reconnect 1 ' +
    'the module is back within 10 s.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 tcp_in.c; the 10 s are assumed' },
  schema: z.strictObject({
    ...atServer,
    towards: z.enum(['both', 'module']).default('both').meta({
      description:
        'Who is told. With `module` the server believes in the connection. Default `both`.',
    }),
  }),
  example: { port: 1883 },
  lasts: false,
  apply({ world }, { host, port, towards }) {
    world.server(host).reset(port, towards === 'both' ? 'both' : 'peer');
    return undefined;
  },
});

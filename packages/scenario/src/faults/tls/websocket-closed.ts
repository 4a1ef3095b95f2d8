import { z } from 'zod';
import { atBroker } from '../broker/at-broker.ts';
import { defineFault } from '../define-fault.ts';
import { webSocketsOf } from './web-sockets-of.ts';

export const websocketClosed = defineFault({
  name: 'websocket-closed',
  class: 'tls',
  speaks: 'websocket',
  summary: 'The broker closes every WebSocket it has, with a code.',
  reaction: '`+MQTTDISCONNECTED:0` at once; with reconnect 1 the module is back within 10 s.',
  basis: { provenance: 'documented', source: 'AT MQTT document; the 10 s are assumed' },
  schema: z.strictObject({
    ...atBroker,
    code: z
      .int()
      .min(1000)
      .max(4999)
      .default(1001)
      .meta({ description: 'Default 1001, going away.' }),
    reason: z.string().max(30).optional().meta({ description: 'Default: none.' }),
  }),
  example: { code: 1001 },
  lasts: false,
  apply({ broker }, { host, code, reason }) {
    webSocketsOf(broker(host))?.closeWith(code, reason);
    return undefined;
  },
});

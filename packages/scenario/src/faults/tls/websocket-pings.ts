import { z } from 'zod';
import { atBroker } from '../broker/at-broker.ts';
import { defineFault } from '../define-fault.ts';
import { webSocketsOf } from './web-sockets-of.ts';

export const websocketPings = defineFault({
  name: 'websocket-pings',
  class: 'tls',
  speaks: 'websocket',
  summary: 'The broker sends many WebSocket Pings at once.',
  reaction: 'Nothing is to be seen: each is answered with a Pong, and messages come as ever.',
  basis: { provenance: 'derived', source: 'RFC 6455 section 5.5.2' },
  schema: z.strictObject({
    ...atBroker,
    count: z.int().min(1).max(10_000).default(100).meta({ description: 'How many. Default 100.' }),
  }),
  example: { count: 100 },
  lasts: false,
  apply({ broker }, { host, count }) {
    const sockets = webSocketsOf(broker(host));
    for (let sent = 0; sent < count; sent += 1) sockets?.ping();
    return undefined;
  },
});

import type { BrokerOptions } from '../broker-options.ts';
import { identities } from './identities.ts';
import type { Transport } from './transport-client.ts';

const tls = { identities: [identities.server] };
const websocket = {};

/** A broker with a port for each transport. */
export const allListeners: Pick<BrokerOptions, 'port' | 'listeners'> = {
  port: 1883,
  listeners: [
    { port: 8883, tls },
    { port: 8083, websocket },
    { port: 8084, tls, websocket },
  ],
};

const verifying = { trust: [identities.ca.certificate] };

/** A client for each of them. */
export const transports = {
  tcp: { port: 1883 },
  tls: { port: 8883, tls: verifying },
  websocket: { port: 8083, websocket: {} },
  'websocket over tls': { port: 8084, tls: verifying, websocket: {} },
} satisfies Record<string, Transport>;

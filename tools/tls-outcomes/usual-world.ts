import type { ModuleInput, WorldInput } from '@w800/scenario';

import type { Transport } from './schemes.ts';
import type { CertificatesInput, Situation } from './situation.ts';

export const wifi = { ssid: 'home', password: '12345678' };
export const timeServer = '192.168.10.5';
export const host = 'broker.lan';
export const brokerAddress = '192.168.10.234';

export const ports: Readonly<Record<Transport, number>> = {
  TCP: 1883,
  TLS: 8883,
  WebSocket: 8083,
  'WebSocket over TLS': 8084,
};

/** What everybody has unless a situation says otherwise. */
const usualCertificates = {
  authority: { ca: true, key: 'rsa-2048-ca', subject: 'Our CA' },
  module: { issuer: 'authority', key: 'rsa-2048-client', usage: 'client' },
  server: { issuer: 'authority', key: 'rsa-2048-server', usage: 'server', names: [host] },
} as const satisfies CertificatesInput;

/** Those of a situation, with the usual ones that it does not replace. */
export function certificatesOf({ certificates }: Pick<Situation, 'certificates'>) {
  const all: CertificatesInput = { ...usualCertificates, ...certificates };
  return all;
}

export const usualModule: ModuleInput = { ca: 'authority', certificate: 'module' };

/**
 * The world of a situation: one broker with a port for each transport.
 * @param time what its clocks show at the beginning. Default: the usual day
 */
export function worldOf(
  situation: Pick<Situation, 'certificates' | 'tls' | 'websocket'>,
  time?: string,
): WorldInput {
  const { tls = {}, websocket = true } = situation;
  const secured = { certificate: 'server', ...tls };
  return {
    wifi,
    ntp: { host: timeServer, ...(time === undefined ? {} : { time }) },
    certificates: certificatesOf(situation),
    names: { [host]: brokerAddress },
    broker: {
      host: brokerAddress,
      port: ports.TCP,
      listeners: [
        { port: ports.TLS, tls: secured },
        { port: ports.WebSocket, websocket },
        { port: ports['WebSocket over TLS'], tls: secured, websocket },
      ],
    },
  };
}

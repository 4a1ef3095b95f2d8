import type { TwinOptions } from '@w800/scenario';

/** Where the broker of the runs listens, by what is spoken there. */
export const heapPorts = {
  tcp: 1883,
  webSocket: 8080,
  rsa: 8883,
  gcm: 8884,
  rsaExchange: 8885,
  ec: 8886,
  mutual: 8887,
  secureWebSocket: 8888,
} as const;

/** A host name of so many characters. It makes a certificate as long as the one it stands for. */
function hostName(chars: number): string {
  return `${`${'a'.repeat(60)}.`.repeat(4).slice(0, chars - 4)}.lan`;
}

const filler = [hostName(100), hostName(100)];
const chained = { certificate: 'server', chain: ['root'] };

/**
 * A world whose certificates are as long as those that were measured: 961 and
 * 977 bytes for a server, and for the module's own; 470 for one on P-256.
 */
export const heapWorld: TwinOptions = {
  module: { ca: 'root', certificate: 'client' },
  world: {
    wifi: { ssid: 'home', password: '12345678' },
    ntp: { host: 'time.example' },
    certificates: {
      root: { ca: true, names: [hostName(47), ...filler] },
      inter: { ca: true, issuer: 'root', names: [hostName(46), ...filler] },
      server: {
        issuer: 'root',
        subject: 'broker.lan',
        names: ['broker.lan', hostName(33), ...filler],
      },
      client: { issuer: 'inter', subject: 'W800', names: [hostName(49), ...filler] },
      curve: { subject: 'broker.lan', key: 'p-256', names: [hostName(150)] },
    },
    broker: {
      host: 'broker.lan',
      port: heapPorts.tcp,
      listeners: [
        { port: heapPorts.webSocket, websocket: true },
        { port: heapPorts.rsa, tls: chained },
        {
          port: heapPorts.gcm,
          tls: { ...chained, suites: 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256' },
        },
        {
          port: heapPorts.rsaExchange,
          tls: { ...chained, suites: 'TLS_RSA_WITH_AES_128_GCM_SHA256' },
        },
        { port: heapPorts.ec, tls: { certificate: 'curve' } },
        { port: heapPorts.mutual, tls: { ...chained, clientCertificate: 'required' } },
        { port: heapPorts.secureWebSocket, tls: chained, websocket: true },
      ],
    },
  },
};

import { schemes } from './schemes.ts';
import type { Situation } from './situation.ts';
import { brokerAddress } from './usual-world.ts';

const { none, plain, tls, presenting } = schemes;

const stranger = { ca: true, key: 'rsa-3072' } as const;

/** What a server wants of a client, and how it speaks TLS. */
export const serverSituations: readonly Situation[] = [
  {
    name: 'client-certificate-required',
    what: 'a server that turns down clients without a certificate of its authority',
    about: tls,
    connects: presenting,
    tls: { clientCertificate: 'required', trust: 'authority' },
    real: { by: 'mosquitto', schemes: tls },
  },
  {
    name: 'client-certificate-refused',
    what: 'a server that trusts clients of another authority alone',
    about: tls,
    connects: none,
    certificates: { stranger },
    tls: { clientCertificate: 'required', trust: 'stranger' },
    real: {
      by: 's_server',
      schemes: [4, 5],
      args: ['-Verify', '3', '-verify_return_error', '-CAfile', 'PEM:stranger'],
      says: 'certificate verify failed',
    },
  },
  {
    name: 'no-certificate-in-slot',
    what: 'a server that asks nobody; the slot of the own certificate is empty',
    about: tls,
    connects: [2, 3, 7, 8],
    module: { ca: 'authority', certificate: 'none' },
    real: 'nothing is sent',
  },
  {
    name: 'alpn',
    what: 'a server that speaks `mqtt`; the module offers `h2` and `mqtt`',
    about: tls,
    connects: tls,
    alpn: ['h2', 'mqtt'],
    tls: { alpn: ['mqtt'] },
    real: 'mosquitto knows no ALPN, and `openssl s_server` no MQTT',
  },
  {
    name: 'alpn-without-overlap',
    what: 'a server that speaks `mqtt`; the module offers `h2`',
    about: tls,
    connects: none,
    alpn: ['h2'],
    tls: { alpn: ['mqtt'] },
    real: {
      by: 's_server',
      schemes: [2, 3],
      args: ['-alpn', 'mqtt'],
      says: 'no application protocol',
    },
  },
  {
    name: 'tls-1-3-only',
    what: 'a server that speaks TLS 1.3 alone',
    about: tls,
    connects: none,
    tls: { versions: ['1.3'] },
    real: {
      by: 's_server',
      schemes: [2, 3],
      args: ['-tls1_3'],
      says: 'unsupported protocol',
    },
  },
  {
    name: 'plain-server',
    what: 'a server without TLS at the port',
    about: tls,
    connects: none,
    isOtherPort: true,
    real: { by: 'mosquitto', schemes: [2, 3, 7, 8] },
  },
  {
    name: 'tls-server',
    what: 'a server with TLS at the port; the module speaks none',
    about: plain,
    connects: none,
    isOtherPort: true,
    real: { by: 'mosquitto', schemes: plain },
  },
  {
    name: 'closes',
    what: 'a server that closes instead of sending its certificate',
    about: tls,
    connects: none,
    tls: { fault: { at: 'server_hello', act: 'close' } },
    real: { by: 'socket', does: 'close', schemes: [2, 3] },
  },
  {
    name: 'resets',
    what: 'a server that resets the connection instead',
    about: tls,
    connects: none,
    tls: { fault: { at: 'server_hello', act: 'reset' } },
    real: { by: 'socket', does: 'reset', schemes: [2, 3] },
  },
  {
    name: 'silent',
    what: 'a server that falls silent instead',
    about: tls,
    connects: none,
    tls: { fault: { at: 'server_hello', act: 'silence' } },
    real: { by: 'socket', does: 'nothing', schemes: [2, 3] },
  },
  {
    name: 'slow',
    what: 'a server that takes 9 s before each of its two flights',
    about: tls,
    connects: tls,
    tls: {
      fault: [
        { at: 'server_hello', act: 'delay', delay: '9s' },
        { at: 'change_cipher_spec', act: 'delay', delay: '9s' },
      ],
    },
    real: 'no program takes its time on demand',
  },
  lost('client-hello-lost', 'the first packets of the module are lost', 'servers', {
    event: 'tcp.segment',
    where: { destination: brokerAddress, flags: 'SYN' },
  }),
  lost('server-hello-lost', 'the first packets of the server are lost', 'module', {
    event: 'tls.handshake',
    where: { side: 'client', direction: 'out', message: 'client_hello' },
  }),
  lost('client-finished-lost', 'the last packet of the module is lost', 'servers', {
    event: 'tls.handshake',
    where: { side: 'client', direction: 'out', message: 'finished' },
  }),
  lost('server-finished-lost', 'the last packet of the server is lost', 'module', {
    event: 'tcp.segment',
    where: { source: brokerAddress, flags: 'ACK' },
  }),
];

/** Nothing gets through to one side for a moment, from an event on. */
function lost(
  name: string,
  what: string,
  silent: 'module' | 'servers',
  on: NonNullable<Situation['fault']>['on'],
): Situation {
  return {
    name,
    what,
    about: tls,
    connects: tls,
    fault: { 'one-way': { silent }, on, for: '100ms' },
    real: 'loopback loses nothing',
  };
}

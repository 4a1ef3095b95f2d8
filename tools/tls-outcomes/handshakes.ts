import { Kernel } from '@w800/kernel';
import { createTwin } from '@w800/scenario';
import { tlsHandshake, tlsSession } from '@w800/tls';
import { tcpSegment } from '@w800/world';

import { makeReady } from './make-ready.ts';
import type { Scheme } from './schemes.ts';
import type { CertificatesInput, TlsInput } from './situation.ts';
import { host, ports, usualModule, worldOf } from './usual-world.ts';

/** A handshake of a kind, and what is known of it from outside of the twin. */
export interface HandshakeKind {
  readonly name: string;
  readonly scheme: Scheme;
  readonly certificates: CertificatesInput;
  readonly tls: TlsInput;
  /** Bytes of each side as they were counted, records and all. */
  readonly countedBytes?: { readonly client: number; readonly server: number };
  /** What is computed, beside two round trips. */
  readonly computedNs: number;
}

export interface HandshakeRun {
  readonly suite: string;
  readonly clientBytes: number;
  readonly serverBytes: number;
  /** From ClientHello to the Finished of the server. */
  readonly durationNs: number;
}

const millisecond = 1_000_000;

/** 961 and 977 bytes on either side, as those whose handshakes were counted. */
const twoCertificates: CertificatesInput = {
  upper: {
    issuer: 'authority',
    ca: true,
    key: 'rsa-2048',
    subject: 'Our upper CA',
    names: longName(239),
  },
  server: { issuer: 'upper', key: 'rsa-2048-server', usage: 'server', names: longName(221) },
  module: { issuer: 'upper', key: 'rsa-2048-client', usage: 'client', names: longName(221) },
};

/** 470 bytes on the side of the server. */
const oneOnCurve: CertificatesInput = {
  authority: { ca: true, key: 'p-256-ca', subject: 'Our CA' },
  server: {
    subject: 'a server',
    issuer: 'authority',
    key: 'p-256-server',
    usage: 'server',
    names: longName(133),
  },
};

/** Every kind of which something was measured. */
export const handshakeKinds: readonly HandshakeKind[] = [
  {
    name: 'ECDHE with RSA, two certificates',
    scheme: 3,
    certificates: twoCertificates,
    tls: {},
    countedBytes: { client: 255, server: 2410 },
    computedNs: 1800 * millisecond,
  },
  {
    name: 'the same from both sides',
    scheme: 5,
    certificates: twoCertificates,
    tls: { clientCertificate: 'required', trust: 'authority' },
    countedBytes: { client: 2484, server: 2495 },
    computedNs: 1900 * millisecond,
  },
  {
    name: 'ECDHE with ECDSA on P-256, one certificate of 470 bytes',
    scheme: 3,
    certificates: oneOnCurve,
    tls: {},
    countedBytes: { client: 259, server: 848 },
    computedNs: 1800 * millisecond,
  },
  {
    name: 'key exchange by RSA, two certificates',
    scheme: 3,
    certificates: twoCertificates,
    tls: { suites: ['TLS_RSA_WITH_AES_128_GCM_SHA256'] },
    computedNs: 150 * millisecond,
  },
];

/**
 * Runs a handshake in virtual time.
 * @param latency one way from the access point to the server; the air takes 2 ms more
 */
export async function runHandshake(kind: HandshakeKind, latency: string): Promise<HandshakeRun> {
  const { certificates, tls, scheme } = kind;
  const kernel = new Kernel({ seed: 0 });
  const world = { ...worldOf({ certificates, tls }), latency };
  const twin = await createTwin({ kernel, world, module: usualModule });
  try {
    await makeReady(twin);
    await twin.exchange(`AT+MQTTUSERCFG=0,${scheme},"W800","","",0,0,""`);
    const counted = count(kernel);
    await twin.exchange(`AT+MQTTCONN=0,"${host}",${ports.TLS},0`, 'OK', { within: '20s' });
    return counted();
  } finally {
    await twin.close();
  }
}

/** Counts what either side sends until the module has a session, retransmissions aside. */
function count(kernel: Kernel): () => HandshakeRun {
  let clientBytes = 0;
  let serverBytes = 0;
  let startedAt: number | undefined;
  let done: HandshakeRun | undefined;
  kernel.trace.on(tcpSegment, ({ data: { destinationPort, payload, mark } }) => {
    if (done !== undefined || mark !== undefined) return;
    if (destinationPort === ports.TLS) clientBytes += payload.length;
    else serverBytes += payload.length;
  });
  kernel.trace.on(tlsHandshake, ({ at }) => {
    startedAt ??= at;
  });
  kernel.trace.on(tlsSession, ({ at, data: { side, suite } }) => {
    if (side !== 'client') return;
    done ??= { suite, clientBytes, serverBytes, durationNs: at - (startedAt ?? at) };
  });
  return () => done ?? kernel.fail('the handshake has not come to its end');
}

/** A host name of so many letters, which makes a certificate as large as it is to be. */
function longName(letters: number): string {
  const labels: string[] = [];
  for (let left = letters; left > 0; left -= 63) labels.push('x'.repeat(Math.min(63, left)));
  return labels.join('.');
}

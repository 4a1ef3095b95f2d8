import type { ListenerOptions, TlsServing, WebSocketServing } from '@w800/broker';
import { second, type Kernel } from '@w800/kernel';
import type { Certificate, MadeCertificate, ServerFault } from '@w800/tls';
import { withoutUndefined } from '../without-undefined.ts';
import type { KnownCertificates } from './known-certificates.ts';
import type { ListenerSpec } from './listener-schema.ts';
import type { TlsSpec } from './tls-schema.ts';
import type { WebSocketSpec } from './websocket-schema.ts';

/** What the ports of a world's brokers are built from. */
export interface ListenerParts {
  readonly kernel: Kernel;
  readonly certificates: KnownCertificates;
  /** What the servers' clocks show at instant 0, in seconds since 1970. */
  readonly dateSeconds: number;
}

/** What is spoken at a port, as a broker is told of it. */
export function listenerOptions(
  { port, tls, websocket }: ListenerSpec,
  parts: ListenerParts,
): ListenerOptions {
  return withoutUndefined({
    port,
    tls: tls && tlsServing(tls, parts),
    websocket: websocket && webSocketServing(websocket),
  });
}

function tlsServing(spec: TlsSpec, parts: ListenerParts): TlsServing {
  const { kernel, dateSeconds } = parts;
  const made = (name: string): MadeCertificate =>
    parts.certificates.get(name) ?? kernel.fail(`no certificate ${name}`);
  const certificateOf = (name: string): Certificate => made(name).certificate;
  const { certificate, chain, trust, alpn, suites, groups, versions, recordBytes } = spec;
  const shown = certificate.length === 0 ? ['test-server'] : certificate;
  const encoder = new TextEncoder();
  return {
    identities: shown.map(made).map((one) => ({
      key: one.key,
      chain: chain === undefined ? one.chain : [one.certificate, ...chain.map(certificateOf)],
    })),
    revoked: spec.revoked,
    isTls13Only: versions !== undefined && !versions.includes('1.2'),
    nowSeconds: () => dateSeconds + Math.floor(kernel.now / second),
    faults: spec.fault.map(serverFault),
    ...(alpn.length === 0 ? {} : { alpn: alpn.map((name) => encoder.encode(name)) }),
    ...(suites.length === 0 ? {} : { suites }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(trust.length === 0 ? {} : { trust: trust.map(certificateOf) }),
    ...withoutUndefined({
      clientCertificate: spec.clientCertificate,
      recordBytesMax: recordBytes,
    }),
  };
}

/** A fault that lacks its alert or its delay was refused before. */
function serverFault({ at, act, alert, delay }: TlsSpec['fault'][number]): ServerFault {
  if (act === 'alert') return { at, act, alert: alert ?? 'internal_error' };
  if (act === 'delay') return { at, act, delayNs: delay ?? 0 };
  return { at, act };
}

function webSocketServing(spec: WebSocketSpec): WebSocketServing {
  const { path, subprotocols, subprotocol, ...wrong } = spec;
  const chosen = subprotocol === undefined ? {} : { subprotocol: orNone(subprotocol) };
  return withoutUndefined({
    path,
    subprotocols,
    misbehaviour: { ...withoutUndefined(wrong), ...chosen },
  });
}

function orNone(subprotocol: string): string | null {
  return subprotocol === 'none' ? null : subprotocol;
}

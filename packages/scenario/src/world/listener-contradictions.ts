import type { CertificatesSpec } from './certificates-schema.ts';
import type { Contradiction } from './contradiction.ts';
import { tlsContradictions } from './tls-contradictions.ts';
import type { TlsSpec } from './tls-schema.ts';
import { websocketContradictions } from './websocket-contradictions.ts';
import type { WebSocketSpec } from './websocket-schema.ts';

interface DescribedListener {
  readonly tls?: TlsSpec | undefined;
  readonly websocket?: WebSocketSpec | undefined;
}

/** What is said of the ports of brokers, and of the certificates that they show. */
export interface DescribedListeners {
  readonly broker: readonly (DescribedListener & {
    readonly listeners: readonly DescribedListener[];
  })[];
  readonly certificates: CertificatesSpec;
}

/** What cannot be about the ports of brokers and what is spoken there. */
export function listenerContradictions({
  broker,
  certificates,
}: DescribedListeners): readonly Contradiction[] {
  const ports = broker.flatMap(({ tls, websocket, listeners }, index) => [
    { path: ['broker', index], tls, websocket },
    ...listeners.map((listener, at) => ({ path: ['broker', index, 'listeners', at], ...listener })),
  ]);
  return [...tlsContradictions(ports, certificates), ...websocketContradictions(ports)];
}

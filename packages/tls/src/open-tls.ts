import type { Pending } from '@w800/ports';
import { beginHandshake, type TlsOutcome } from './begin-handshake.ts';
import { ClientHandshake } from './handshake/client-handshake.ts';
import type { TlsClientOptions } from './handshake/client-options.ts';
import { tlsFigures } from './tls-figures.ts';

/**
 * Opens TLS 1.2 over a connected stream, as the module's mbedTLS does.
 * Cancelling drops the stream at once.
 * @param done called exactly once, never synchronously. After a failure there
 * is nothing left to do with the stream below.
 */
export function openTls(options: TlsClientOptions, done: (outcome: TlsOutcome) => void): Pending {
  const { kernel, stream, packetTimeoutNs, cost = free, joinsFragments = false } = options;
  return beginHandshake(
    {
      kernel,
      stream,
      side: 'client',
      packetTimeoutNs,
      cost,
      joinsFragments,
      // The SDK builds mbedTLS without MBEDTLS_SSL_ALL_ALERT_MESSAGES.
      alertsOnFaults: false,
      outPayloadBytes: tlsFigures.outPayloadBytes.value,
    },
    (link, flow) => new ClientHandshake(options, link, flow).start(),
    done,
  );
}

function free(): number {
  return 0;
}

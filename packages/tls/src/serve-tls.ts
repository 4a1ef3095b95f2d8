import type { Pending } from '@w800/ports';
import { beginHandshake, type TlsOutcome } from './begin-handshake.ts';
import { ServerHandshake } from './handshake/server-handshake.ts';
import type { TlsServerOptions } from './handshake/server-options.ts';

const recordBytesMax = 16_384;

/**
 * Speaks TLS 1.2 as a server on a stream that was accepted. It takes no time
 * to compute. Cancelling drops the stream at once.
 * @param done called exactly once, never synchronously
 */
export function serveTls(options: TlsServerOptions, done: (outcome: TlsOutcome) => void): Pending {
  const { kernel, stream, packetTimeoutNs } = options;
  return beginHandshake(
    {
      kernel,
      stream,
      side: 'server',
      packetTimeoutNs,
      cost: () => 0,
      joinsFragments: true,
      alertsOnFaults: true,
      outPayloadBytes: options.recordBytesMax ?? recordBytesMax,
    },
    (link, flow) => new ServerHandshake(options, link, flow).start(),
    done,
  );
}

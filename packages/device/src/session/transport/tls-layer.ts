import { finding, second, type Alarm } from '@w800/kernel';
import type { ByteStream, Pending } from '@w800/ports';
import {
  handshakeCost,
  hostNameMatches,
  openTls,
  type Certificate,
  type TlsOutcome,
  type TlsSession,
} from '@w800/tls';
import { ReleasingStream } from '../../sockets/releasing-stream.ts';
import type { Layer } from './layer.ts';
import { NoticingStream } from './noticing-stream.ts';
import { SingleWriteStream } from './single-write-stream.ts';
import { TlsMemory, type TlsCredentials } from './tls-memory.ts';
import type { TransportOptions } from './transport-options.ts';
import { UnnoticedReset } from './unnoticed-reset.ts';

export interface TlsTarget extends TlsCredentials {
  /** As the user wrote it: name or address. */
  readonly host: string;
  /** ALPN, in the order of the offer. */
  readonly protocols: readonly Uint8Array[];
  /** The connection is being given up because of a packet that is too long. */
  readonly lostPacket: () => void;
}

/** TLS. Each packet of its handshake has its own limit; the whole has none. */
export function tlsLayer(options: TransportOptions, target: TlsTarget): Layer {
  return {
    boundsItself: true,
    open: (below, _limitAt, done) => open(options, target, below, done),
  };
}

function open(
  options: TransportOptions,
  target: TlsTarget,
  below: ByteStream,
  done: (upper: ByteStream | undefined) => void,
): Pending {
  const { kernel, heap, dialect, departures, tlsRandom } = options;
  const { host, trust, identity, protocols } = target;
  const memory = TlsMemory.take(heap, options.tlsHeapFigures, target);
  if (memory === undefined) {
    below.abort();
    return kernel.after(0, () => done(undefined));
  }
  const deaf = dialect.tlsNoticesReset
    ? undefined
    : new UnnoticedReset(below, kernel, () => departures.note('tlsNoticesReset'));
  const cost = handshakeCost(options.handshakeFigures);
  let failing: Alarm | undefined;
  const runOut = (): void => {
    pending.cancel();
    memory.release();
    failing = kernel.after(0, () => done(undefined));
  };
  const pending = openTls(
    {
      kernel,
      stream: deaf ?? below,
      entropy: (byteCount) => tlsRandom.bytes(byteCount),
      trust,
      identity,
      alpn: protocols,
      nowSeconds: dialect.tlsDateCheck ? options.nowSeconds : unknownTime,
      packetTimeoutNs: dialect.tlsReadSeconds * second,
      cost: (work) => {
        if (!memory.work(work)) runOut();
        return cost(work);
      },
      serverName: dialect.tlsSni ? host : undefined,
      checkHostName: dialect.tlsHostnameCheck ? host : undefined,
      secrets: options.secrets,
    },
    (outcome) => {
      const stream = keep(options, target, memory, outcome);
      done(stream && asLibrarySeesIt(options, target, stream, deaf));
    },
  );
  return {
    cancel: () => {
      failing?.cancel();
      pending.cancel();
      memory.release();
    },
  };
}

/** The stream of a handshake that came to its end and whose session fits in the heap. */
function keep(
  options: TransportOptions,
  target: TlsTarget,
  memory: TlsMemory,
  outcome: TlsOutcome,
): ByteStream | undefined {
  if (outcome.ok && memory.settle(outcome.session)) {
    tellOfName(options, target, outcome.session);
    return new ReleasingStream(outcome.stream, () => memory.release());
  }
  if (outcome.ok) outcome.stream.abort();
  else if (outcome.failure.kind === 'timeout') options.departures.note('tlsReadSeconds');
  memory.release();
  return undefined;
}

/** What the library makes of the stream that TLS gives it. */
function asLibrarySeesIt(
  { kernel, dialect, departures, tlsFigures }: TransportOptions,
  { lostPacket }: TlsTarget,
  stream: ByteStream,
  deaf: UnnoticedReset | undefined,
): ByteStream {
  const heard = deaf === undefined ? stream : new NoticingStream(stream, deaf);
  if (dialect.tlsSplitsLargePackets) return heard;
  const gaveUp = (): void => {
    departures.note('tlsSplitsLargePackets');
    lostPacket();
  };
  return new SingleWriteStream(heard, {
    kernel,
    writeBytesMax: tlsFigures.outPayloadBytes,
    gaveUp,
  });
}

/** Says so when somebody with another name was verified, and accepted. */
function tellOfName(
  { kernel, dialect }: TransportOptions,
  { trust, host }: TlsTarget,
  { peer: [leaf] }: TlsSession,
): void {
  const isChecked = trust === undefined || dialect.tlsHostnameCheck;
  if (isChecked || leaf === undefined || isMadeFor(leaf, host)) return;
  const text =
    `The certificate of '${leaf.subject}' is not made for ${host}. It was accepted: the module ` +
    'verifies who issued a certificate, and not for whom.';
  kernel.trace.emit(finding, { id: 'tls.hostname-unchecked', text });
}

/** As a careful client sees it, so an address may be listed as one. */
function isMadeFor(leaf: Certificate, host: string): boolean {
  return leaf.ipAddresses?.includes(host) === true || hostNameMatches(leaf, host);
}

function unknownTime(): undefined {
  return undefined;
}

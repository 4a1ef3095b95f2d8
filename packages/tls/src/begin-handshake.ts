import { type Kernel, valuesOf } from '@w800/kernel';
import type { ByteStream, Pending } from '@w800/ports';
import { handshakeFigures } from './handshake/handshake-figures.ts';
import { HandshakeFlow, type FlowOptions } from './handshake/handshake-flow.ts';
import { describeFailure, type TlsFailure } from './handshake/tls-failure.ts';
import { TlsLink } from './handshake/tls-link.ts';
import type { TlsSession } from './handshake/tls-session.ts';
import { tlsFigures } from './tls-figures.ts';
import { TlsStream } from './tls-stream.ts';
import { tlsFailure, tlsSession } from './tls-trace.ts';

/** What becomes of a handshake. */
export type TlsOutcome =
  | { readonly ok: true; readonly stream: ByteStream; readonly session: TlsSession }
  /** The stream below has been finished, or is gone. */
  | { readonly ok: false; readonly failure: TlsFailure };

export interface BeginOptions extends Omit<FlowOptions, 'link' | 'failed' | 'succeeded'> {
  readonly stream: ByteStream;
  readonly outPayloadBytes: number;
}

/**
 * Sets a handshake up over a stream and lets one side begin.
 * @param done called exactly once, never synchronously, unless cancelled
 */
export function beginHandshake(
  options: BeginOptions,
  begin: (link: TlsLink, flow: HandshakeFlow) => void,
  done: (outcome: TlsOutcome) => void,
): Pending {
  const { kernel, stream, outPayloadBytes } = options;
  const { inPayloadBytes } = valuesOf(tlsFigures);
  const { pollNs } = valuesOf(handshakeFigures);
  const link = new TlsLink({ kernel, stream, outPayloadBytes, inPayloadBytes, pollNs });
  let isBeginning = true;
  const tell = (outcome: TlsOutcome): void => {
    if (isBeginning) kernel.after(0, () => done(outcome));
    else done(outcome);
  };
  const flow = new HandshakeFlow({
    ...options,
    link,
    failed: (failure) => {
      traceFailure(options, failure);
      tell({ ok: false, failure });
    },
    succeeded: (session) => {
      traceSession(options, session);
      tell({
        ok: true,
        stream: new TlsStream({ ...options, link, windowBytes: inPayloadBytes }),
        session,
      });
    },
  });
  link.open(flow);
  begin(link, flow);
  isBeginning = false;
  return { cancel: () => flow.abort() };
}

function traceFailure(
  { kernel, side }: { readonly kernel: Kernel; readonly side: 'client' | 'server' },
  failure: TlsFailure,
): void {
  const { kind } = failure;
  kernel.trace.emit(tlsFailure, { side, kind, detail: describeFailure(failure) });
}

function traceSession({ kernel, side }: BeginOptions, session: TlsSession): void {
  if (!kernel.trace.wants(tlsSession)) return;
  const { suite, group, alpn, peer, flags } = session;
  const subjects = peer.map(({ subject }) => subject);
  kernel.trace.emit(tlsSession, { side, suite: suite.name, group, alpn, peer: subjects, flags });
}

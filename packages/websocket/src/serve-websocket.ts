import type { Pending } from '@w800/ports';
import type { ServeWebSocketOptions } from './serve-websocket-options.ts';
import type { ServerMisbehaviour } from './server-misbehaviour.ts';
import { acceptKey } from './upgrade/accept-key.ts';
import { HeadReader } from './upgrade/head-reader.ts';
import { judgeRequest, type RequestVerdict } from './upgrade/judge-request.ts';
import { encodeUpgradeAnswer } from './upgrade/upgrade-answer.ts';
import { Upgrade } from './upgrade/upgrade.ts';
import type { EndStyle } from './websocket-end.ts';
import { websocketFigures } from './websocket-figures.ts';
import type { WebSocketService } from './websocket-service.ts';

const headBytesMax = websocketFigures.requestBytesMax.value;

/**
 * Makes an accepted stream a WebSocket, as its server.
 * @param done is called exactly once, never synchronously
 * @returns what gives the upgrade up; the stream is then aborted
 */
export function serveWebSocket(
  options: ServeWebSocketOptions,
  done: (service: WebSocketService) => void,
): Pending {
  const { kernel, stream, subprotocols, timeoutNs, misbehaviour = {} } = options;
  const { accepts = () => true } = options;
  const judge = (text: string): void => {
    const verdict = judgeRequest(text, { subprotocols, accepts });
    upgrade.facts = { path: verdict.path };
    if (verdict.ok && misbehaviour.status === undefined) accept(verdict);
    else refuse(verdict);
  };
  const accept = ({ path, key, ...offered }: RequestVerdict & { readonly ok: true }): void => {
    const subprotocol = chosen(offered.subprotocol, misbehaviour);
    const fitting = acceptKey(misbehaviour.wrongAccept === true ? `${key}=` : key);
    upgrade.facts = { path, status: 101, subprotocol };
    upgrade.wire.send(encodeUpgradeAnswer({ status: 101, accept: fitting, subprotocol }));
    upgrade.succeed(serverStyle(misbehaviour), (end) =>
      done({ ok: true, stream: end, path, subprotocol }),
    );
  };
  const refuse = (verdict: RequestVerdict): void => {
    const status = misbehaviour.status ?? (verdict.ok ? 500 : verdict.status);
    upgrade.facts = { path: verdict.path, status };
    upgrade.wire.send(encodeUpgradeAnswer({ status, location: misbehaviour.location }));
    const isOwn = verdict.ok || misbehaviour.status !== undefined;
    upgrade.fail(isOwn ? { kind: 'status', status } : { kind: 'protocol', what: verdict.what });
  };
  const upgrade = new Upgrade(
    {
      kernel,
      stream,
      side: 'server',
      head: new HeadReader(isRequest, headBytesMax),
      headBytesMax,
      timeoutNs,
      judge,
      failed: (failure) => done({ ok: false, failure }),
    },
    { path: undefined },
  );
  return { cancel: () => upgrade.cancel() };
}

function chosen(
  offered: string | undefined,
  { subprotocol }: ServerMisbehaviour,
): string | undefined {
  if (subprotocol === undefined) return offered;
  return subprotocol ?? undefined;
}

/** A server closes with 1000, answers a Close with its own code, and lets the client answer. */
function serverStyle(misbehaviour: ServerMisbehaviour): EndStyle {
  const { fragmentBytes, textFrames = false, maskFrames = false } = misbehaviour;
  return {
    side: 'server',
    // The key is of no importance: the client has to refuse any.
    nextMask: () => (maskFrames ? Uint8Array.of(1, 2, 3, 4) : undefined),
    messageOpcode: textFrames ? 'text' : 'binary',
    ...(fragmentBytes === undefined ? {} : { fragmentBytes }),
    pings: misbehaviour.pingBeforeFrame ?? false,
    closeCode: misbehaviour.closeCode ?? 1000,
    closeAnswer: undefined,
    awaitsAnswer: true,
  };
}

/** What does not begin with a method will be no request, whatever follows. */
function isRequest(text: string): boolean {
  return /^[A-Z]/.test(text);
}

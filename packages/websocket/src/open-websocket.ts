import type { Pending } from '@w800/ports';
import type { OpenWebSocketOptions } from './open-websocket-options.ts';
import { clientKey } from './upgrade/client-key.ts';
import { HeadReader } from './upgrade/head-reader.ts';
import { judgeAnswer } from './upgrade/judge-answer.ts';
import { Upgrade } from './upgrade/upgrade.ts';
import { encodeUpgradeRequest, requestPath } from './upgrade/upgrade-request.ts';
import type { EndStyle } from './websocket-end.ts';
import { websocketFigures } from './websocket-figures.ts';
import type { WebSocketOutcome } from './websocket-outcome.ts';

const statusLineBegin = 'HTTP/1.';
const headBytesMax = websocketFigures.answerBytesMax.value;

/**
 * Makes a connected stream a WebSocket, as its client.
 * @param done is called exactly once, never synchronously
 * @returns what gives the upgrade up; the stream is then aborted
 */
export function openWebSocket(
  options: OpenWebSocketOptions,
  done: (outcome: WebSocketOutcome) => void,
): Pending {
  const { kernel, stream, entropy, host, port, path, subprotocols } = options;
  const { secure = false, checkSubprotocol = true, timeoutNs } = options;
  const key = clientKey(entropy);
  const judge = (text: string): void => {
    const verdict = judgeAnswer(text, { key, subprotocols, checkSubprotocol });
    if (!verdict.ok) {
      upgrade.facts = { ...upgrade.facts, status: verdict.status };
      return upgrade.fail(verdict.failure);
    }
    const { subprotocol } = verdict;
    upgrade.facts = { ...upgrade.facts, status: 101, subprotocol };
    upgrade.succeed(clientStyle(options), (end) => done({ ok: true, stream: end, subprotocol }));
  };
  const upgrade = new Upgrade(
    {
      kernel,
      stream,
      side: 'client',
      head: new HeadReader(isAnswer, headBytesMax),
      headBytesMax,
      timeoutNs,
      judge,
      failed: (failure) => done({ ok: false, failure }),
    },
    { path: requestPath(path) },
  );
  upgrade.wire.send(encodeUpgradeRequest({ host, port, path, secure, key, subprotocols }));
  return { cancel: () => upgrade.cancel() };
}

/** Paho closes with 1000, answers a Close with 1001, and FIN follows at once. */
function clientStyle({ entropy, maskAlwaysZero = false }: OpenWebSocketOptions): EndStyle {
  return {
    side: 'client',
    nextMask: () => (maskAlwaysZero ? new Uint8Array(4) : entropy(4)),
    closeCode: 1000,
    closeAnswer: 1001,
    awaitsAnswer: false,
  };
}

function isAnswer(text: string): boolean {
  return statusLineBegin.startsWith(text.slice(0, statusLineBegin.length));
}

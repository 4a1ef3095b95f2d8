import type { WebSocketFailure } from '../websocket-failure.ts';
import { acceptKey } from './accept-key.ts';
import { holdsWord, parseHttpHead } from './http-head.ts';

/** What the client asked for, as far as the answer is held against it. */
export interface Asked {
  readonly key: string;
  readonly subprotocols: readonly string[];
  /** Whether the server has to choose one of them. */
  readonly checkSubprotocol: boolean;
}

export type AnswerVerdict =
  | { readonly ok: true; readonly subprotocol: string | undefined }
  | { readonly ok: false; readonly failure: WebSocketFailure; readonly status?: number };

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: .*)?$/s;

/** Judges the head of a server's answer, RFC 6455 section 4.1. */
export function judgeAnswer(text: string, asked: Asked): AnswerVerdict {
  const [, minor, digits] = statusLine.exec(text.slice(0, text.indexOf('\r\n'))) ?? [];
  if (digits === undefined) return malformed('no HTTP status line');
  const status = Number(digits);
  const head = parseHttpHead(text);
  if (status !== 101) {
    const location = head?.fields.get('location');
    const failure = { kind: 'status', status, ...(location === undefined ? {} : { location }) };
    return { ok: false, failure: failure as WebSocketFailure, status };
  }
  const fail = (failure: WebSocketFailure): AnswerVerdict => ({ ok: false, failure, status });
  if (head === undefined) return { ...malformed('a header line without a name'), status };
  if (minor !== '1') return { ...malformed('101 in HTTP/1.0'), status };
  if (!holdsWord(head, 'upgrade', 'websocket')) return { ...malformed('no Upgrade'), status };
  if (!holdsWord(head, 'connection', 'upgrade')) return { ...malformed('no Connection'), status };
  const accept = head.fields.get('sec-websocket-accept');
  if (accept !== acceptKey(asked.key)) return fail({ kind: 'accept', got: accept });
  if (head.fields.has('sec-websocket-extensions')) {
    return { ...malformed('an extension nobody offered'), status };
  }
  const subprotocol = head.fields.get('sec-websocket-protocol');
  const isOffered = subprotocol !== undefined && asked.subprotocols.includes(subprotocol);
  const isFine = asked.subprotocols.length === 0 ? subprotocol === undefined : isOffered;
  if (asked.checkSubprotocol && !isFine) return fail({ kind: 'subprotocol', got: subprotocol });
  return { ok: true, subprotocol };
}

function malformed(what: string): { ok: false; failure: WebSocketFailure } {
  return { ok: false, failure: { kind: 'protocol', what } };
}

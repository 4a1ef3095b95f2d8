import { holdsWord, listOf, parseHttpHead, type HttpHead } from './http-head.ts';

/** What a server serves. */
export interface Served {
  readonly subprotocols: readonly string[];
  readonly accepts: (path: string) => boolean;
}

export type RequestVerdict =
  | {
      readonly ok: true;
      readonly path: string;
      readonly key: string;
      readonly subprotocol: string | undefined;
    }
  | {
      readonly ok: false;
      readonly path: string | undefined;
      /** HTTP status of the refusal. */
      readonly status: number;
      readonly what: string;
    };

const requestLine = /^([A-Z]+) (\/\S*) HTTP\/1\.1$/;
const keyShape = /^[A-Za-z0-9+/]{22}==$/;

/** Judges the head of a client's request, RFC 6455 section 4.2.1. */
export function judgeRequest(text: string, served: Served): RequestVerdict {
  const head = parseHttpHead(text);
  const [, method, path] = requestLine.exec(head?.first ?? '') ?? [];
  if (head === undefined || path === undefined) {
    return { ok: false, path, status: 400, what: 'no HTTP request' };
  }
  const refusal = refusalOf(head, method, path, served);
  if (refusal !== undefined) return { ok: false, path, ...refusal };
  const key = head.fields.get('sec-websocket-key') ?? '';
  return { ok: true, path, key, subprotocol: chosen(head, served) };
}

function refusalOf(
  head: HttpHead,
  method: string | undefined,
  path: string,
  served: Served,
): { readonly status: number; readonly what: string } | undefined {
  const { fields } = head;
  if (method !== 'GET') return { status: 405, what: `a ${method} request` };
  if (!served.accepts(path)) return { status: 404, what: `path ${path} is not served` };
  if (!holdsWord(head, 'upgrade', 'websocket')) return { status: 426, what: 'no Upgrade' };
  if (!holdsWord(head, 'connection', 'upgrade')) return { status: 400, what: 'no Connection' };
  if (!fields.has('host')) return { status: 400, what: 'no Host' };
  if (fields.get('sec-websocket-version') !== '13') return { status: 426, what: 'not version 13' };
  if (!keyShape.test(fields.get('sec-websocket-key') ?? '')) return { status: 400, what: 'no key' };
  if (served.subprotocols.length > 0 && chosen(head, served) === undefined) {
    return { status: 400, what: 'no subprotocol that is served' };
  }
  return undefined;
}

/** The first of the client's subprotocols that is served. */
function chosen({ fields }: HttpHead, { subprotocols }: Served): string | undefined {
  return listOf(fields.get('sec-websocket-protocol')).find((name) => subprotocols.includes(name));
}

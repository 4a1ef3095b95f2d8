import { bytesOf } from './byte-string.ts';

const reasons: Readonly<Record<number, string>> = {
  101: 'Switching Protocols',
  301: 'Moved Permanently',
  302: 'Found',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  426: 'Upgrade Required',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A server's answer: one that makes the connection a WebSocket has status 101 and `accept`. */
export interface UpgradeAnswer {
  readonly status: number;
  readonly accept?: string;
  readonly subprotocol?: string | undefined;
  readonly location?: string | undefined;
}

export function encodeUpgradeAnswer(answer: UpgradeAnswer): Uint8Array {
  const { status, accept, subprotocol, location } = answer;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['Upgrade', status === 101 || status === 426 ? 'websocket' : undefined],
    ['Connection', status === 101 ? 'Upgrade' : 'close'],
    ['Sec-WebSocket-Accept', accept],
    ['Sec-WebSocket-Protocol', subprotocol],
    ['Sec-WebSocket-Version', status === 426 ? '13' : undefined],
    ['Location', location],
    ['Content-Length', status === 101 ? undefined : '0'],
  ];
  let text = `HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}\r\n`;
  for (const [name, value] of fields) if (value !== undefined) text += `${name}: ${value}\r\n`;
  return bytesOf(`${text}\r\n`);
}

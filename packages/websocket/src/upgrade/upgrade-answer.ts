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

/** The answer that makes the connection a WebSocket. */
export function encodeAcceptance(accept: string, subprotocol: string | undefined): Uint8Array {
  return encode(101, [
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...(subprotocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${subprotocol}`]),
  ]);
}

/** An answer that does not. */
export function encodeRefusal(status: number, location?: string): Uint8Array {
  return encode(status, [
    ...(location === undefined ? [] : [`Location: ${location}`]),
    ...(status === 426 ? ['Upgrade: websocket', 'Sec-WebSocket-Version: 13'] : []),
    'Connection: close',
    'Content-Length: 0',
  ]);
}

function encode(status: number, fields: readonly string[]): Uint8Array {
  const lines = [`HTTP/1.1 ${status} ${reasons[status] ?? 'Refused'}`, ...fields];
  return bytesOf(`${lines.join('\r\n')}\r\n\r\n`);
}

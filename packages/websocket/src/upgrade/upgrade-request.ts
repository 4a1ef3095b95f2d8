import { bytesOf } from './byte-string.ts';

export interface UpgradeRequest {
  readonly host: string;
  readonly port: number;
  /** As the user wrote it. */
  readonly path: string;
  readonly secure: boolean;
  readonly key: string;
  readonly subprotocols: readonly string[];
}

/** The path that is asked for: `/mqtt` for an empty one, and always with a slash before it. */
export function requestPath(path: string): string {
  if (path === '') return '/mqtt';
  return path.startsWith('/') ? path : `/${path}`;
}

/** Writes the request as Paho does: the same fields in the same order. */
export function encodeUpgradeRequest(request: UpgradeRequest): Uint8Array {
  const { host, port, path, secure, key, subprotocols } = request;
  const lines = [
    `GET ${requestPath(path)} HTTP/1.1`,
    `Host: ${host}:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Origin: ${secure ? 'https' : 'http'}://${host}:${port}`,
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
    ...(subprotocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${subprotocols.join(', ')}`]),
  ];
  return bytesOf(`${lines.join('\r\n')}\r\n\r\n`);
}

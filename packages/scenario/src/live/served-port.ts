import type { Readable, Writable } from 'node:stream';
import {
  openPtyPort,
  openRfc2217Port,
  openStdioPort,
  openTcpPort,
  type LineEntrance,
  type LivePort,
} from '@w800/live';

/** Where a port listens. */
interface SocketAddress {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** Where clients of the serial line come in. */
export type ServedPort =
  | ({ readonly kind: 'tcp' } & SocketAddress)
  | ({ readonly kind: 'rfc2217' } & SocketAddress)
  | {
      readonly kind: 'pty';
      /** A symbolic link is made there. */
      readonly path: string;
    }
  | { readonly kind: 'stdio'; readonly input: Readable; readonly output: Writable };

/** @throws LiveError */
export function openServedPort(line: LineEntrance, port: ServedPort): Promise<LivePort> {
  switch (port.kind) {
    case 'tcp':
      return openTcpPort(line, port);
    case 'rfc2217':
      return openRfc2217Port(line, port);
    case 'pty':
      return openPtyPort(line, port);
    default:
      return openStdioPort(line, port);
  }
}

import type { Duration } from '@w800/kernel';
import type { ByteStream, Endpoint } from './byte-stream.ts';
import type { DatagramSocket } from './datagram-socket.ts';

/** Why a connection did not come about. */
export type ConnectFailure = 'refused' | 'timeout' | 'unreachable' | 'no-socket';

export type ConnectOutcome =
  | { readonly ok: true; readonly stream: ByteStream }
  | { readonly ok: false; readonly reason: ConnectFailure };

export type ResolveOutcome =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: 'no-such-name' | 'timeout' | 'no-server' };

/** Something under way that can be given up; its callback then never comes. */
export interface Pending {
  cancel(): void;
}

/** How a TCP socket is set before it connects. */
export interface SocketOptions {
  /** After so long a silence the peer is asked whether it is still there. Default: never. */
  readonly keepaliveIdleNs?: Duration;
  /** Whether small segments are sent at once, whatever is under way. Default: they wait. */
  readonly noDelay?: boolean;
}

/** What the module may do once it has an address. */
export interface Network {
  /** Opens a TCP connection. `done` is called exactly once, never synchronously. */
  connect(
    remote: Endpoint,
    done: (outcome: ConnectOutcome) => void,
    options?: SocketOptions,
  ): Pending;
  /**
   * Finds the IPv4 address of a name; a dotted address resolves to itself.
   * `done` is called exactly once, never synchronously.
   */
  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending;
  /** Opens a UDP socket on a free port; undefined when there is no socket left. */
  openDatagram(): DatagramSocket | undefined;
}

/** Where a server of the surroundings stands and listens. */
export interface ServerNetwork {
  /**
   * Accepts connections to an address and port.
   * @returns what stops listening; streams already accepted live on
   */
  listen(at: Endpoint, accept: (stream: ByteStream) => void): Pending;
}

import type { Packet } from '../link/gate.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';

/** Who may take what a station sends to another. */
export interface Interceptor {
  /** What every name leads to, if it answers for the name servers. */
  readonly nameAnswer: string | undefined;
  /** @returns who gets the packet instead of its addressee, if anyone */
  takes(packet: Packet, to: TcpHost | undefined): TcpHost | undefined;
}

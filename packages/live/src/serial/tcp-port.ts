import type { Socket } from 'node:net';
import { ListeningPort } from './listening-port.ts';
import type { LineEntrance } from './line-entrance.ts';
import { SocketClient } from './socket-client.ts';

export interface TcpPortOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
}

/**
 * The serial line as a TCP connection: bytes as they are, nothing else.
 * @throws LiveError LIVE_PORT_IN_USE, LIVE_BAD_ADDRESS
 */
export async function openTcpPort(
  hub: LineEntrance,
  { host = '127.0.0.1', port }: TcpPortOptions,
): Promise<ListeningPort> {
  const tell = (notice: string): void => hub.tell(notice);
  const connected = async (socket: Socket): Promise<void> => {
    const client = new SocketClient(socket, 'tcp', { tell });
    const attachment = await hub.join(client);
    if ('refused' in attachment) ListeningPort.turnAway(socket, attachment.refused);
    else client.begin(attachment, (bytes) => attachment.write(bytes));
  };
  const kind = 'serial tcp';
  return ListeningPort.open({ kind, host, port, tell, connected: (it) => void connected(it) });
}

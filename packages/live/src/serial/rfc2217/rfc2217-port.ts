import type { Socket } from 'node:net';
import { ListeningPort } from '../listening-port.ts';
import type { Attachment } from '../serial-client.ts';
import type { LineEntrance } from '../line-entrance.ts';
import { SocketClient } from '../socket-client.ts';
import { ComPortSession } from './com-port-session.ts';
import { telnetOptions } from './telnet-codes.ts';
import { TelnetDecoder } from './telnet-decoder.ts';
import { encodeData, encodeNegotiation, encodeSubnegotiation } from './telnet-encode.ts';
import { TelnetNegotiator } from './telnet-negotiator.ts';

export interface Rfc2217PortOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** 0: any that is free. */
  readonly port: number;
}

/**
 * The serial line with its settings over telnet, after RFC 2217. The client
 * sets the host's end of the line; the module keeps its own settings.
 * @throws LiveError LIVE_PORT_IN_USE, LIVE_BAD_ADDRESS
 */
export async function openRfc2217Port(
  hub: LineEntrance,
  { host = '127.0.0.1', port }: Rfc2217PortOptions,
): Promise<ListeningPort> {
  const tell = (notice: string): void => hub.tell(notice);
  const connected = async (socket: Socket): Promise<void> => {
    let session: ComPortSession | undefined;
    const client = new SocketClient(socket, 'rfc2217', {
      tell,
      encode: encodeData,
      recovered: () => session?.notifyOverrun(),
    });
    const attachment = await hub.join(client);
    if ('refused' in attachment) ListeningPort.turnAway(socket, attachment.refused);
    else session = serve(client, attachment, socket);
  };
  const kind = 'serial rfc2217';
  return ListeningPort.open({ kind, host, port, tell, connected: (it) => void connected(it) });
}

function serve(client: SocketClient, attachment: Attachment, socket: Socket): ComPortSession {
  const { queue } = client;
  const send = (bytes: Uint8Array): void => {
    // Who asks and never reads the answers is not worth more memory.
    if (!queue.pushAnswer(bytes)) socket.destroy();
  };
  const session = new ComPortSession({
    attachment,
    send: (bytes) => send(encodeSubnegotiation(telnetOptions.comPort, bytes)),
    purgeInput: () => queue.purge(),
    suspend: (on) => queue.hold(on),
  });
  const negotiator = new TelnetNegotiator({
    options: Object.values(telnetOptions),
    send: (verb, option) => send(encodeNegotiation(verb, option)),
  });
  let met = false;
  /** The client speaks RFC 2217. */
  const meet = (): void => {
    if (!met) session.notifyModemState();
    met = true;
  };
  const decoder = new TelnetDecoder({
    data: (bytes) => attachment.write(bytes),
    negotiation: (verb, option) => {
      negotiator.receive(verb, option);
      decoder.binary = negotiator.theyUse(telnetOptions.binary);
      if (negotiator.theyUse(telnetOptions.comPort)) meet();
    },
    subnegotiation: (option, bytes) => {
      if (option !== telnetOptions.comPort) return;
      session.receive(bytes);
      // One that was asked before it could offer the option (pyserial, now and then) never does.
      meet();
    },
  });
  client.begin(attachment, (bytes) => decoder.receive(bytes));
  negotiator.begin();
  return session;
}

import type { Socket } from 'node:dgram';
import type { DatagramSocket, Endpoint, Pending } from '@w800/ports';
import type { Door } from './door.ts';
import type { DatagramAnswerer } from './net/datagram-answerer.ts';
import { endpointWord, readEndpoint } from './stream-ends.ts';
import type { DoorRecord } from './trace-kinds.ts';

export interface HostDatagramOptions {
  readonly door: Door;
  /** What the door calls it: `udp 1`. */
  readonly name: string;
  /** Fresh; it is bound here. Absent in a repetition: the records tell what was received. */
  readonly socket?: Socket | undefined;
  /** Whether it may be sent there. Default: anywhere. */
  readonly permits?: (to: Endpoint) => boolean;
  readonly answerer?: DatagramAnswerer | undefined;
  readonly closed?: () => void;
}

/** A real UDP socket, on a port the machine has chosen. */
export class HostDatagram implements DatagramSocket {
  private readonly options: HostDatagramOptions;
  private readonly reading: Pending;
  private receiver: ((bytes: Uint8Array, from: Endpoint) => void) | undefined;
  private bound: Endpoint = { address: '0.0.0.0', port: 0 };
  private isClosed = false;

  constructor(options: HostDatagramOptions) {
    const { door, name, socket } = options;
    this.options = options;
    this.reading = door.read(name, (record) => this.hear(record));
    if (socket !== undefined) this.listen(socket);
  }

  /** Port 0 until the machine has chosen one. */
  get local(): Endpoint {
    return this.bound;
  }

  onReceive(receiver: (bytes: Uint8Array, from: Endpoint) => void): void {
    this.receiver = receiver;
  }

  send(to: Endpoint, bytes: Uint8Array): void {
    const { socket, permits = anywhere, answerer } = this.options;
    if (this.isClosed) return;
    if (answerer?.answers(to) === true) {
      if (socket !== undefined) void this.answer(answerer, to, bytes.slice());
    } else if (permits(to)) {
      socket?.send(bytes.slice(), to.port, to.address, () => {});
    }
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.reading.cancel();
    const { socket, closed } = this.options;
    socket?.close();
    closed?.();
  }

  private listen(socket: Socket): void {
    const { door, name } = this.options;
    socket.on('listening', () => {
      door.enter({ from: name, what: 'bound', word: endpointWord(socket.address()) });
    });
    socket.on('message', (message, from) => this.tellOf(new Uint8Array(message), from));
    // That nobody listens over there is not for the sender of a datagram to know.
    socket.on('error', () => {});
    socket.bind();
  }

  /** Outside of the event, where the machine's clock may be read. */
  private async answer(
    answerer: DatagramAnswerer,
    to: Endpoint,
    request: Uint8Array,
  ): Promise<void> {
    await Promise.resolve();
    const reply = answerer.reply(request);
    if (reply !== undefined) this.tellOf(reply, to);
  }

  private tellOf(bytes: Uint8Array, from: Endpoint): void {
    if (this.isClosed) return;
    const { door, name } = this.options;
    door.enter({ from: name, what: 'datagram', bytes, word: endpointWord(from) });
  }

  private hear({ what, bytes, word }: DoorRecord): void {
    if (what === 'bound') this.bound = readEndpoint(word);
    else if (bytes !== undefined) this.receiver?.(bytes, readEndpoint(word));
  }
}

function anywhere(): boolean {
  return true;
}

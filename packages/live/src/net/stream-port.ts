import type { Socket } from 'node:net';
import type { Kernel, Values } from '@w800/kernel';
import type { ByteStream, Pending } from '@w800/ports';
import type { Door } from '../door.ts';
import type { LiveFigures } from '../figures.ts';
import { ListeningPort } from '../serial/listening-port.ts';
import type { LivePort } from '../serial/live-port.ts';
import { SocketStream } from '../socket-stream.ts';
import { SocketWire } from '../socket-wire.ts';
import { endsOf, endsWord, readEnds } from '../stream-ends.ts';

export interface StreamPortOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  readonly figures: Values<LiveFigures>;
  /** What the door calls it: `broker 1`. Its connections are `broker 1/1` and so on. */
  readonly name: string;
  /** Takes a connection, inside an event. */
  readonly accept: (stream: ByteStream) => void;
}

/** So many connections there may be; who comes then is hung up on. */
const connectionsMax = 256;

/** Lets programs of this machine connect to something that lives in a kernel. */
export class StreamPort {
  private readonly options: StreamPortOptions;
  private readonly reading: Pending;
  /** Connections that wait at the door. */
  private readonly wires = new Map<string, SocketWire>();
  private readonly sockets = new Set<Socket>();
  private opened = 0;

  constructor(options: StreamPortOptions) {
    const { kernel, door, figures, name: port, accept } = options;
    this.options = options;
    this.reading = door.read(port, ({ word = '' }) => {
      const [name = '', ...ends] = word.split(' ');
      const wire = this.wires.get(`${port}/${name}`);
      this.wires.delete(`${port}/${name}`);
      const connection = { name: `${port}/${name}`, ends: readEnds(ends.join(' ')), wire };
      accept(new SocketStream({ kernel, door, figures, ...connection }));
    });
  }

  /**
   * Opens a TCP port for it.
   * @throws LiveError LIVE_PORT_IN_USE, LIVE_BAD_ADDRESS
   */
  async listen(at: {
    /** As the announcement names it: `broker tcp`. */
    readonly kind: string;
    readonly host: string;
    /** 0: any that is free. */
    readonly port: number;
    readonly tell: (notice: string) => void;
  }): Promise<LivePort & { readonly port: number }> {
    return ListeningPort.open({ ...at, connected: (socket) => this.take(socket) });
  }

  /** Nobody comes in any more. */
  close(): void {
    this.reading.cancel();
  }

  private take(socket: Socket): void {
    if (this.sockets.size >= connectionsMax) {
      socket.destroy();
      return;
    }
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    const { door, figures, name: from } = this.options;
    this.opened += 1;
    const name = `${from}/${this.opened}`;
    this.wires.set(name, new SocketWire({ door, socket, name, windowBytes: figures.windowBytes }));
    door.enter({ from, what: 'accepted', word: `${this.opened} ${endsWord(endsOf(socket))}` });
  }
}

import { connect, type Socket } from 'node:net';
import type { Alarm, Kernel, Values } from '@w800/kernel';
import type { ConnectFailure, ConnectOutcome, Endpoint, Pending } from '@w800/ports';
import { connectFailureOf } from './connect-failure.ts';
import type { Door } from './door.ts';
import type { LiveFigures } from './figures.ts';
import { SocketStream } from './socket-stream.ts';
import { SocketWire } from './socket-wire.ts';
import { endsOf, endsWord, readEnds } from './stream-ends.ts';
import type { DoorRecord } from './trace-kinds.ts';

export interface ConnectAttemptOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  readonly figures: Values<LiveFigures>;
  readonly remote: Endpoint;
  /** What the door calls the connection: `tcp 1`. */
  readonly name: string;
  /** Opens no socket: the records of the door tell what became of it. */
  readonly replaying: boolean;
  /** Given the socket, if there is one. */
  readonly opened: (socket: Socket) => void;
  readonly done: (outcome: ConnectOutcome) => void;
}

/** A real TCP connection on its way, given up when lwIP would give it up. */
export class ConnectAttempt implements Pending {
  private readonly options: ConnectAttemptOptions;
  private readonly socket: Socket | undefined;
  private readonly wire: SocketWire | undefined;
  private readonly limit: Alarm;
  private readonly reading: Pending;
  private over = false;

  constructor(options: ConnectAttemptOptions) {
    const { kernel, door, figures, name, replaying } = options;
    this.options = options;
    this.limit = kernel.after(figures.connectLimitNs, () => this.giveUp());
    this.reading = door.read(name, (record) => this.hear(record));
    if (replaying) return;
    const { address: host, port } = options.remote;
    const socket = connect({ host, port, allowHalfOpen: true });
    // It listens from here on, or what the socket says before the door opens would be lost.
    this.wire = new SocketWire({ door, socket, name, windowBytes: figures.windowBytes });
    this.socket = socket;
    this.listen(socket);
    options.opened(socket);
  }

  cancel(): void {
    if (this.over) return;
    this.end();
    this.socket?.destroy();
  }

  private listen(socket: Socket): void {
    const { door, name: from } = this.options;
    let isConnected = false;
    socket.once('connect', () => {
      isConnected = true;
      door.enter({ from, what: 'connected', word: endsWord(endsOf(socket)) });
    });
    // An error of a connected socket is the stream's business; it listens too.
    socket.on('error', (error) => {
      if (isConnected) return;
      door.enter({ from, what: 'not connected', word: connectFailureOf(error) });
    });
  }

  private hear({ what, word }: DoorRecord): void {
    const { kernel, door, figures, name, done } = this.options;
    this.end();
    if (what === 'connected') {
      const { wire } = this;
      const ends = readEnds(word);
      done({ ok: true, stream: new SocketStream({ kernel, door, figures, name, ends, wire }) });
    } else {
      done({ ok: false, reason: word as ConnectFailure });
    }
  }

  private giveUp(): void {
    this.end();
    this.socket?.destroy();
    this.options.done({ ok: false, reason: 'timeout' });
  }

  private end(): void {
    this.over = true;
    this.limit.cancel();
    this.reading.cancel();
  }
}

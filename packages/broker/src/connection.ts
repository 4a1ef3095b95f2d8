import { Buffer } from 'node:buffer';
import type { Alarm } from '@w800/kernel';
import type { AsyncCompartment } from './compartment.ts';
import type { ClientEnd, Surveillance } from './client-end.ts';
import type { ClientStream } from './client-stream.ts';
import { Lane } from './lane.ts';
import { LibraryEnd } from './library-end.ts';
import { LineOut } from './line-out.ts';
import type { WebSocketControl } from './websocket-control.ts';

const copiedBytesMax = 512;

/**
 * Joins a stream of the simulated network to the duplex the library wants,
 * with a lane each way in between, where the rules apply. Calls from the
 * network go into the compartment; what the library asks for waits for an
 * event of its own, so that models never run outside one.
 */
export class Connection implements ClientEnd {
  /** The library's end. */
  readonly duplex: LibraryEnd;
  readonly peer = { clientId: '' };
  /** A kept session was found, whatever the CONNACK of the library says. */
  sessionPresent = false;
  private readonly common: Surveillance;
  private readonly compartment: AsyncCompartment;
  private readonly stream: ClientStream;
  private readonly line: LineOut;
  private readonly fromClient: Lane;
  private readonly fromBroker: Lane;
  private outgoing: Uint8Array[] = [];
  private outgoingBytes = 0;
  /** The library waits for room. */
  private isHeld = false;
  private unreportedBytes = 0;
  private flushing: Alarm | undefined;
  /** The network knows of no further use of the stream. */
  private over = false;
  /** The library has ended the connection; FIN may still wait for what is delayed. */
  private ending = false;
  private ended = false;
  private readonly gone: () => void;

  /** @param gone called when FIN is on its way or the stream is over */
  constructor(
    common: Surveillance,
    compartment: AsyncCompartment,
    stream: ClientStream,
    gone: () => void,
  ) {
    this.gone = gone;
    this.common = common;
    this.compartment = compartment;
    this.stream = stream;
    this.line = new LineOut(common, stream);
    const refuse = (code: number): void => {
      this.send(Uint8Array.of(0x20, 2, 0, code));
      this.finish();
    };
    const close = (by: 'fin' | 'rst'): void => (by === 'rst' ? this.drop() : this.finish());
    this.fromClient = new Lane(common, 'client', this.peer, {
      pass: (bytes) => this.push(bytes),
      end: () => this.enter(() => this.duplex.push(null)),
      close,
      refuse,
    });
    this.fromBroker = new Lane(common, 'broker', this.peer, {
      pass: (bytes) => this.line.write(bytes),
      end: () => this.endLine(),
      close,
      refuse,
    });
    this.duplex = new LibraryEnd({
      read: () => this.flushSoon(),
      write: (pieces) => this.queue(pieces),
      destroyed: () => this.flushSoon(),
    });
  }

  get webSocket(): WebSocketControl | undefined {
    return this.stream.webSocket;
  }

  /** Begins to listen to the network. */
  open(): void {
    this.stream.attach({
      data: (bytes) => this.take(bytes),
      end: () => this.fromClient.end(),
      acknowledged: () => {
        if (this.line.blocked) this.flush();
      },
      close: () => {
        this.stop();
        this.close();
      },
    });
  }

  send(bytes: Uint8Array): void {
    if (this.over || this.ended) return;
    this.common.record.addSent(this.peer, bytes);
    this.line.write(bytes);
  }

  drop(): void {
    if (this.over) return;
    this.stop();
    this.stream.abort();
    this.close();
  }

  finish(): void {
    if (this.over || this.ended) return;
    this.fromClient.stop();
    this.fromBroker.stop();
    this.endLine();
    this.close();
  }

  resume(): void {
    this.flushSoon();
  }

  /** Tells the library that the connection has ended; FIN follows what it has written. */
  close(): void {
    this.enter(() => this.duplex.destroy());
  }

  /** Gives the network what the library has written, read and ended. */
  flush(): void {
    this.flushing?.cancel();
    if (this.over) return;
    // What a rule pushed besides is read too, but was never owed to the network.
    const takenBytes = this.unreportedBytes - this.duplex.readableLength;
    if (takenBytes > 0) {
      this.unreportedBytes -= takenBytes;
      this.stream.consumed(takenBytes);
    }
    if (this.line.blocked) this.line.drain();
    if (this.outgoingBytes > 0 && !this.line.blocked) this.fromBroker.take(this.nextBurst());
    if (this.over || this.line.blocked) return;
    if (this.isHeld) {
      this.isHeld = false;
      this.enter(() => this.duplex.drained());
    }
    if (this.duplex.destroyed && !this.ending && !this.common.book.silent) {
      this.ending = true;
      this.fromBroker.end();
    }
  }

  private take(bytes: Uint8Array): void {
    const { duplex, common } = this;
    if (duplex.destroyed && !common.book.silent) {
      // Nobody reads any more: a closed socket answers data with RST.
      this.drop();
      return;
    }
    this.unreportedBytes += bytes.length;
    if (!this.fromClient.take(bytes)) this.flushSoon();
  }

  private push(bytes: Uint8Array): void {
    const { length } = bytes;
    // Little is copied sooner than looked at through another view of its memory.
    const buffer =
      length <= copiedBytesMax
        ? Buffer.from(bytes)
        : Buffer.from(bytes.buffer, bytes.byteOffset, length);
    this.enter(() => this.duplex.push(buffer));
  }

  private endLine(): void {
    this.ended = true;
    this.line.end();
    this.gone();
  }

  private stop(): void {
    this.over = true;
    this.gone();
    this.fromClient.stop();
    this.fromBroker.stop();
    this.line.stop();
  }

  private enter(action: () => void): void {
    this.compartment.handOver(() => {
      if (!this.duplex.destroyed) action();
    });
  }

  /** Takes what the library has written. @returns whether there is room for more */
  private queue(pieces: readonly Uint8Array[]): boolean {
    for (const piece of pieces) {
      this.outgoing.push(piece);
      this.outgoingBytes += piece.length;
    }
    this.flushSoon();
    const waitingBytes = this.outgoingBytes + this.line.unwrittenBytes;
    this.isHeld ||= waitingBytes > this.duplex.writableHighWaterMark;
    return !this.isHeld;
  }

  private flushSoon(): void {
    if (this.over || this.flushing?.pending === true) return;
    this.flushing = this.common.kernel.after(0, () => this.flush());
  }

  private nextBurst(): Uint8Array {
    const burst = this.outgoing.length === 1 ? this.outgoing[0] : undefined;
    const bytes = burst ?? Buffer.concat(this.outgoing);
    this.outgoing = [];
    this.outgoingBytes = 0;
    return this.sessionPresent ? this.withSessionPresent(bytes) : bytes;
  }

  /** The library tells of a session only where there are subscriptions, [MQTT-3.2.2-2]. */
  private withSessionPresent(bytes: Uint8Array): Uint8Array {
    this.sessionPresent = false;
    if (bytes[0] !== 0x20) return bytes;
    const told = Buffer.from(bytes);
    told[2] = 1;
    return told;
  }
}

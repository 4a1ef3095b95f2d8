import type { Kernel, Values } from '@w800/kernel';
import type { ByteStream, ByteStreamEvents, CloseReason, Endpoint, Pending } from '@w800/ports';
import type { Door } from './door.ts';
import type { LiveFigures } from './figures.ts';
import type { SocketWire } from './socket-wire.ts';
import type { StreamEnds } from './stream-ends.ts';
import type { DoorRecord } from './trace-kinds.ts';

export interface SocketStreamOptions {
  readonly kernel: Kernel;
  readonly door: Door;
  readonly figures: Values<LiveFigures>;
  /** What the door calls it: `tcp 1`. */
  readonly name: string;
  readonly ends: StreamEnds;
  /** Absent in a repetition: nobody is at the other end, and the records tell what was. */
  readonly wire?: SocketWire | undefined;
}

/**
 * A real TCP connection. `acknowledged` means that the machine's stack has
 * taken the bytes; what the peer's stack has taken nobody can tell. What it
 * does depends on its user and on the records of the door alone.
 */
export class SocketStream implements ByteStream {
  private readonly options: SocketStreamOptions;
  private events: ByteStreamEvents | undefined;
  private reading: Pending | undefined;
  /** `finished`: this side has sent its FIN. */
  private state: 'open' | 'finished' | 'over' = 'open';
  private unacknowledgedBytes = 0;
  /** Given to the user, and not yet used. */
  private heldBytes = 0;

  constructor(options: SocketStreamOptions) {
    this.options = options;
  }

  get local(): Endpoint {
    return this.options.ends.local;
  }

  get remote(): Endpoint {
    return this.options.ends.remote;
  }

  attach(events: ByteStreamEvents): void {
    const { door, name, wire } = this.options;
    this.options.kernel.assert(this.events === undefined, 'a stream has one user');
    this.events = events;
    this.reading = door.read(name, (record) => this.hear(record, events));
    if (this.state !== 'over') wire?.open();
  }

  write(bytes: Uint8Array): number {
    if (this.state !== 'open') return 0;
    const roomBytes = this.options.figures.sendBufferBytes - this.unacknowledgedBytes;
    // The bytes are the caller's again when this returns.
    const taken = bytes.slice(0, roomBytes);
    if (taken.length === 0) return 0;
    this.unacknowledgedBytes += taken.length;
    this.options.wire?.write(taken);
    return taken.length;
  }

  consumed(byteCount: number): void {
    const fits = byteCount >= 0 && byteCount <= this.heldBytes;
    this.options.kernel.assert(fits, 'a user consumes what was delivered to it');
    this.heldBytes -= byteCount;
    this.options.wire?.consumed(byteCount);
  }

  end(): void {
    if (this.state !== 'open') return;
    this.state = 'finished';
    this.options.wire?.end();
  }

  abort(): void {
    if (this.state === 'over') return;
    this.leave();
    this.options.wire?.abort();
  }

  private hear(record: DoorRecord, events: ByteStreamEvents): void {
    const { what, bytes, byteCount = 0, word } = record;
    if (what === 'data' && bytes !== undefined) {
      this.heldBytes += bytes.length;
      events.data(bytes);
    } else if (what === 'end') {
      events.end();
    } else if (what === 'acknowledged') {
      this.unacknowledgedBytes -= byteCount;
      events.acknowledged(byteCount);
    } else if (what === 'close') {
      this.leave();
      events.close(word as CloseReason);
    }
  }

  private leave(): void {
    this.state = 'over';
    this.reading?.cancel();
  }
}

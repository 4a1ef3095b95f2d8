import type { Alarm, Kernel } from '@w800/kernel';
import { Receiver, type Rejection } from './receiver.ts';
import { Decoder } from './wire/decoder.ts';
import type { IncomingPacket } from './wire/packet.ts';

const excerptBytesMax = 64;
const publishType = 3;
const pubrelType = 6;

/** What the reader asks of its client and tells it. */
export interface PacketEvents {
  /** Makes room for the body of a packet that is arriving; false when it cannot. */
  reserve(bodyBytes: number): boolean;
  /** Whether one more message can be passed on. */
  hasRoom(): boolean;
  packet(packet: IncomingPacket): void;
  /** What arrived ends the session; `bytes` are its first. */
  rejected(rejection: Rejection, bytes: Uint8Array): void;
  /** Reading stopped before a message there is no room for, or goes on. */
  paused(isPaused: boolean): void;
  /** So many bytes of the stream have been used. */
  used(byteCount: number): void;
  /** Everything has been read, and no more will come. */
  ended(): void;
}

/**
 * Reads packets off the stream, one after the other. While there is no room for
 * a message it stops before a packet that would bring one. What comes behind
 * stays unused, so that TCP closes its window and the broker has to wait; the
 * end of the stream waits its turn too.
 */
export class PacketReader {
  private readonly kernel: Kernel;
  private readonly events: PacketEvents;
  private readonly receiver: Receiver;
  private readonly decoder = new Decoder();
  private packet: Uint8Array | undefined;
  private open = true;
  private reading = false;
  private isPaused = false;
  private isLast = false;
  private resumption: Alarm | undefined;

  constructor(kernel: Kernel, events: PacketEvents) {
    this.kernel = kernel;
    this.events = events;
    this.receiver = new Receiver((bodyBytes) => events.reserve(bodyBytes));
  }

  /** Whether the stream's end has been seen and waits until what came before is read. */
  get ending(): boolean {
    return this.isLast;
  }

  data(bytes: Uint8Array): void {
    this.receiver.add(bytes);
    this.read();
  }

  /** No more bytes will come. */
  end(): void {
    this.isLast = true;
    this.read();
  }

  /** There may be room again. Reading goes on in an event of its own. */
  resume(): void {
    if (!this.isPaused || this.resumption?.pending === true) return;
    this.resumption = this.kernel.after(0, () => {
      this.isPaused = false;
      this.events.paused(false);
      this.read();
    });
  }

  /** Says of the packet just read that it ends the session. */
  reject(rejection: Rejection): void {
    const bytes = this.packet?.slice(0, excerptBytesMax);
    this.events.rejected(rejection, bytes ?? this.receiver.excerpt(excerptBytesMax));
  }

  /** Nothing is read any more. */
  close(): void {
    this.open = false;
    this.resumption?.cancel();
  }

  private read(): void {
    // Bytes that arrive from within a packet's handling are read by the loop that handles it.
    if (this.reading || this.isPaused) return;
    this.reading = true;
    while (this.open && this.readPacket());
    this.reading = false;
    this.packet = undefined;
    this.events.used(this.receiver.takeUsedBytes());
    if (this.isLast && this.open && !this.isPaused) this.events.ended();
  }

  /** @returns whether to go on */
  private readPacket(): boolean {
    const { receiver, events } = this;
    const type = receiver.upcomingType;
    if ((type === publishType || type === pubrelType) && !events.hasRoom()) {
      this.isPaused = true;
      events.paused(true);
      return false;
    }
    this.packet = undefined;
    const next = receiver.next();
    if (next === 'incomplete') return false;
    if (!(next instanceof Uint8Array)) {
      this.reject(next);
      return false;
    }
    this.packet = next;
    const packet = this.decoder.decode(next);
    if (typeof packet === 'string') this.reject({ why: packet, reason: 'protocol' });
    else events.packet(packet);
    return true;
  }
}

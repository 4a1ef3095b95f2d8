import type { Alarm, Kernel } from '@w800/kernel';
import type { Retransmission, TcpStack } from './retransmission.ts';
import { fin, psh, syn } from './segment.ts';
import { SendBuffer } from './send-buffer.ts';

/** What a sender asks of its connection. */
export interface SenderDuties {
  /** Sends a segment; `place` counts from the SYN, which is at 0. */
  emit(place: number, flags: number, payload: Uint8Array): void;
  /** The peer has been silent for too long. */
  giveUp(): void;
}

const nothing = new Uint8Array(0);

/**
 * The sending half of a TCP connection. Places count from this side's SYN at
 * 0; the first byte is at 1 and the FIN behind the last byte.
 */
export class TcpSender {
  private readonly kernel: Kernel;
  private readonly stack: TcpStack;
  private readonly timing: Retransmission;
  private readonly duties: SenderDuties;
  private readonly buffer = new SendBuffer(1);
  /** The oldest place not acknowledged. */
  private oldest = 0;
  /** The next place to send. After a timeout it goes back to `oldest`. */
  private next = 0;
  /** Behind the farthest place ever sent. */
  private farthest = 0;
  private finishing = false;
  private windowBytes = 0;
  private mssBytes: number;
  private flightBytes: number;
  private slowStartBytes = Infinity;
  private attempts = 0;
  private probes = 0;
  private unansweredProbes = 0;
  private measuring: number | undefined;
  private alarm: Alarm | undefined;

  constructor(kernel: Kernel, stack: TcpStack, timing: Retransmission, duties: SenderDuties) {
    this.kernel = kernel;
    this.stack = stack;
    this.timing = timing;
    this.duties = duties;
    this.mssBytes = stack.mssBytes;
    this.flightBytes = stack.firstFlightBytes;
  }

  /** The place the next segment starts at. */
  get place(): number {
    return this.next;
  }

  /** Behind the farthest place ever sent: what an RST carries, so that the peer takes it. */
  get edge(): number {
    return this.farthest;
  }

  /** Whether the FIN was sent and acknowledged. */
  get finished(): boolean {
    return this.finishing && this.oldest > this.buffer.end;
  }

  open(): void {
    this.output();
  }

  /** Puts bytes into the send buffer; returns how many fitted. */
  write(bytes: Uint8Array): number {
    if (this.finishing) return 0;
    const room = this.stack.sendBufferBytes - (this.buffer.end - this.buffer.start);
    const taken = Math.min(room, bytes.length);
    if (taken > 0) {
      this.buffer.append(taken === bytes.length ? bytes : bytes.subarray(0, taken));
      this.output();
    }
    return taken;
  }

  /** Sends FIN behind what was written. */
  finish(): void {
    if (this.finishing) return;
    this.finishing = true;
    this.output();
  }

  /** Heeds the largest payload the peer takes. */
  limitPayload(mssBytes: number): void {
    this.mssBytes = Math.min(this.mssBytes, mssBytes);
  }

  /**
   * The peer acknowledged up to a place and offers a window from there.
   * @param handshake whether this is the answer to our own SYN, which lwIP does not take as a
   *   sample of the round trip
   * @returns how many bytes of data are newly acknowledged
   */
  acknowledge(place: number, windowBytes: number, handshake = false): number {
    this.unansweredProbes = 0;
    if (place > this.farthest || place < this.oldest) return 0;
    this.windowBytes = windowBytes;
    if (windowBytes > 0) this.probes = 0;
    if (place === this.oldest) {
      this.watch();
      return 0;
    }
    if (this.measuring !== undefined && place > this.measuring && !handshake) {
      this.timing.measured();
      this.measuring = undefined;
    }
    const before = Math.max(this.oldest, 1);
    const bytes = Math.min(place, this.buffer.end) - before;
    this.oldest = place;
    this.next = Math.max(this.next, place);
    this.attempts = 0;
    this.buffer.release(place);
    if (!handshake) this.growFlight();
    this.alarm?.cancel();
    this.watch();
    return Math.max(bytes, 0);
  }

  /** Sends what the windows allow. */
  output(): void {
    if (this.next === 0) {
      this.emit(syn, nothing, 1);
    } else if (this.oldest > 0) {
      this.outputData();
    }
    this.watch();
  }

  stop(): void {
    this.alarm?.cancel();
  }

  private outputData(): void {
    const limit = this.oldest + Math.min(this.windowBytes, this.flightBytes);
    while (this.next < this.buffer.end) {
      const room = limit - this.next;
      const wanted = Math.min(this.mssBytes, this.buffer.end - this.next);
      // A piece smaller than could be sent goes only when nothing else is under way, or a
      // slow reader would be fed crumbs.
      if (room < wanted && (room <= 0 || this.next > this.oldest)) return;
      const size = Math.min(wanted, room);
      const isLast = this.next + size === this.buffer.end;
      const payload = this.buffer.read(this.next, size);
      const closing = isLast && this.finishing;
      this.emit((isLast ? psh : 0) | (closing ? fin : 0), payload, size + (closing ? 1 : 0));
    }
    if (this.finishing && this.next === this.buffer.end) this.emit(fin, nothing, 1);
  }

  private emit(flags: number, payload: Uint8Array, length: number): void {
    if (this.measuring === undefined && this.next >= this.farthest) {
      this.measuring = this.next;
      this.timing.measure();
    }
    const place = this.next;
    this.next += length;
    this.farthest = Math.max(this.farthest, this.next);
    this.duties.emit(place, flags, payload);
  }

  /** Slow start, then one segment a round trip. */
  private growFlight(): void {
    const { mssBytes, flightBytes } = this;
    const growth =
      flightBytes < this.slowStartBytes ? mssBytes : (mssBytes * mssBytes) / flightBytes;
    this.flightBytes = Math.min(flightBytes + Math.floor(growth), this.stack.sendBufferBytes);
  }

  /** Keeps one alarm: for what is under way, or for a window that is closed. */
  private watch(): void {
    if (this.farthest > this.oldest) {
      if (this.alarm?.pending === true) return;
      this.alarm = this.kernel.at(this.timing.deadline(this.attempts, this.oldest === 0), () =>
        this.expire(),
      );
    } else if (this.oldest > 0 && this.buffer.end > this.next && this.windowBytes === 0) {
      if (this.alarm?.pending === true) return;
      this.alarm = this.kernel.at(this.timing.probeAt(this.probes), () => this.probe());
    } else {
      this.alarm?.cancel();
    }
  }

  private expire(): void {
    if (this.timing.exhausted(this.attempts, this.oldest === 0)) {
      this.duties.giveUp();
      return;
    }
    this.attempts += 1;
    this.timing.backOff();
    this.measuring = undefined;
    const underWay = this.farthest - this.oldest;
    this.slowStartBytes = Math.max(Math.floor(underWay / 2), 2 * this.mssBytes);
    this.flightBytes = this.mssBytes;
    this.next = this.oldest;
    this.output();
  }

  private probe(): void {
    if (this.timing.exhausted(this.unansweredProbes, false)) {
      this.duties.giveUp();
      return;
    }
    this.probes += 1;
    this.unansweredProbes += 1;
    // An old place makes the peer answer with its present window.
    this.duties.emit(this.oldest - 1, 0, nothing);
    this.watch();
  }
}

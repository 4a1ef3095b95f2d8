import type { Alarm, Instant, Kernel } from '@w800/kernel';
import type { Congestion, FlightState } from './congestion.ts';
import { Flight } from './flight.ts';
import type { Retransmission } from './retransmission.ts';
import { distance, fin, psh, syn, type Segment, type SegmentMark } from './segment.ts';
import { SendBuffer } from './send-buffer.ts';
import type { TcpStack } from './tcp-stack.ts';

/** What a sender asks of its connection. */
export interface SenderDuties {
  /** Sends a segment; `place` counts from the SYN, which is at 0. */
  emit(place: number, flags: number, payload: Uint8Array, mark: SegmentMark | undefined): void;
  /** The peer has been silent for too long. */
  giveUp(): void;
}

const nothing = new Uint8Array(0);

/**
 * The sending half of a TCP connection. Places count from this side's SYN at
 * 0; the first byte is at 1 and the FIN behind the last byte.
 */
export class TcpSender implements FlightState {
  oldest = 0;
  farthest = 0;
  windowBytes = 0;
  /** Whether a small segment is sent at once, whatever is under way. */
  noDelay: boolean;
  private readonly kernel: Kernel;
  private readonly stack: TcpStack;
  private readonly timing: Retransmission;
  private readonly congestion: Congestion;
  private readonly duties: SenderDuties;
  private readonly buffer = new SendBuffer(1);
  private readonly flight = new Flight();
  /** The next place to send. After a timeout it goes back to `oldest`. */
  private next = 0;
  private finishing = false;
  private mssBytes: number;
  /** The largest window the peer has offered: segments are no larger than half of it. */
  private windowBytesMax = 0;
  /** The sequence number and the place of the segment the window is known from. */
  private windowSequence = 0;
  private windowPlace = -1;
  private answers = false;
  private attempts = 0;
  private resends = false;
  /** What is to be sent waits for the peer's window, and nothing is under way. */
  private isBlocked = false;
  private probes = 0;
  private unansweredProbes = 0;
  private probeAt: Instant = 0;
  private alarm: Alarm | undefined;
  private alarmProbes = false;

  constructor(kernel: Kernel, stack: TcpStack, timing: Retransmission, duties: SenderDuties) {
    this.kernel = kernel;
    this.stack = stack;
    this.timing = timing;
    this.congestion = stack.congestion();
    this.duties = duties;
    this.mssBytes = stack.mssBytes;
    this.noDelay = !stack.delaysSmall;
  }

  /** Whether the FIN was sent and acknowledged. */
  get finished(): boolean {
    return this.finishing && this.oldest > this.buffer.end;
  }

  /** Whether nothing more will be written. */
  get isFinishing(): boolean {
    return this.finishing;
  }

  /** @param answers whether the SYN answers that of the peer */
  open(answers: boolean): void {
    this.answers = answers;
    this.output();
  }

  /** Puts bytes into the send buffer; returns how many fitted. */
  write(bytes: Uint8Array): number {
    if (this.finishing) return 0;
    const taken = Math.min(this.roomBytes, bytes.length);
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
   * An acknowledgement has come.
   * @param place up to where it goes
   * @param isPure whether the segment brings nothing else
   * @param answersSyn whether it answers our own SYN, which lwIP takes for no sample of anything
   * @returns how many bytes of data are newly acknowledged
   */
  acknowledge(segment: Segment, place: number, isPure: boolean, answersSyn = false): number {
    this.unansweredProbes = 0;
    if (place > this.farthest || place < this.oldest) return 0;
    const windowMoved = this.takeWindow(segment, place);
    const isNew = place > this.oldest;
    if (!answersSyn) this.timing.acknowledged(place, isNew);
    if (isNew) return this.advanceTo(place, answersSyn);
    if (isPure && !windowMoved && this.next > this.oldest) {
      this.resends ||= this.congestion.duplicate(this);
    } else {
      this.congestion.otherwise();
    }
    return 0;
  }

  /** Sends what the windows allow. */
  output(): void {
    if (this.next === 0) this.emit(syn, nothing, 1, this.farthest > 0);
    else if (this.oldest > 0) this.outputData();
    this.watch();
  }

  /** Sends the oldest segment again at once. */
  resend(): void {
    const end = this.flight.endBehind(this.oldest);
    if (end === undefined) return;
    if (this.stack.countsFastRetransmission) this.attempts += 1;
    this.timing.resent();
    const resumeAt = this.next;
    this.next = this.oldest;
    if (this.oldest === 0) this.emit(syn, nothing, 1, true);
    else this.sendUntil(end);
    this.next = resumeAt;
    this.alarm?.cancel();
    this.watch();
  }

  stop(): void {
    this.alarm?.cancel();
  }

  private get roomBytes(): number {
    return this.stack.sendBufferBytes - (this.buffer.end - this.buffer.start);
  }

  /**
   * RFC 9293: only a newer segment says how the window is; one that was overtaken does not.
   * @returns whether its right edge has moved
   */
  private takeWindow(segment: Segment, place: number): boolean {
    const edge = this.windowPlace + this.windowBytes;
    const newer = distance(this.windowSequence, segment.sequence);
    const isNewer =
      this.windowPlace < 0 ||
      newer > 0 ||
      (newer === 0 && place > this.windowPlace) ||
      (place === this.windowPlace && segment.window > this.windowBytes);
    if (!isNewer) return false;
    this.windowBytes = segment.window;
    this.windowBytesMax = Math.max(this.windowBytesMax, segment.window);
    // As a signed number, which is a small one to the machine.
    this.windowSequence = segment.sequence | 0;
    this.windowPlace = place;
    return place + segment.window !== edge;
  }

  private advanceTo(place: number, answersSyn: boolean): number {
    const { oldest, buffer } = this;
    const bytes = Math.min(place, buffer.end) - Math.max(oldest, 1);
    this.oldest = place;
    this.next = Math.max(this.next, place);
    this.attempts = 0;
    buffer.release(place);
    this.flight.release(place);
    if (oldest === 0) {
      this.congestion.open(this.mssBytes);
    } else if (!answersSyn) {
      const flightBytes = this.farthest - place;
      this.resends = this.congestion.acknowledged(place - oldest, place, flightBytes);
    }
    if (!this.alarmProbes) this.alarm?.cancel();
    return Math.max(bytes, 0);
  }

  private outputData(): void {
    if (this.resends) {
      this.resends = false;
      this.resend();
    }
    this.isBlocked = false;
    if (this.next >= this.buffer.end && !this.finishing) return;
    const limit = this.oldest + Math.min(this.windowBytes, this.congestion.windowBytes);
    for (;;) {
      const end = this.flight.endBehind(this.next) ?? this.newEnd();
      if (end === this.next || this.waitsForMore(end)) return;
      const dataEnd = Math.min(end, this.buffer.end);
      if (dataEnd <= limit) {
        this.probes = 0;
        this.sendUntil(end);
      } else if (!this.sendsPart(limit)) {
        return;
      }
    }
  }

  /** Where the next segment would end that was never sent; here, when there is nothing. */
  private newEnd(): number {
    const { next, buffer } = this;
    const end = Math.min(next + this.payloadMax, buffer.end);
    return this.finishing && end === buffer.end ? end + 1 : Math.max(end, next);
  }

  private get payloadMax(): number {
    const half = this.windowBytesMax >> 1;
    return half > 0 && half < this.mssBytes ? half : this.mssBytes;
  }

  /** Nagle as lwIP has it: what is small and last waits for what is under way. */
  private waitsForMore(end: number): boolean {
    if (this.noDelay || this.next === this.oldest || this.finishing) return false;
    if (end < this.buffer.end || end - this.next >= this.mssBytes) return false;
    return !this.congestion.recovering && this.roomBytes > 0;
  }

  /** @returns whether some of a segment went out that does not fit as a whole */
  private sendsPart(limit: number): boolean {
    if (this.next > this.oldest || this.windowBytes > this.congestion.windowBytes) return false;
    if (!this.stack.waitsForRoom && limit > this.next) {
      this.sendUntil(limit);
      return true;
    }
    this.isBlocked = true;
    return false;
  }

  /** Sends one segment from `next` on. */
  private sendUntil(end: number): void {
    const { next, buffer } = this;
    const dataEnd = Math.min(end, buffer.end);
    const payload = dataEnd > next ? buffer.read(next, dataEnd - next) : nothing;
    const push = payload.length > 0 && dataEnd === buffer.end ? psh : 0;
    const again = next < this.flight.end;
    this.emit(push | (end > buffer.end ? fin : 0), payload, end - next, again);
  }

  private emit(flags: number, payload: Uint8Array, length: number, again: boolean): void {
    const place = this.next;
    this.timing.leaves(place, again);
    this.next += length;
    if (this.next > this.farthest) this.farthest = this.next;
    this.flight.add(this.next);
    this.duties.emit(place, flags, payload, again ? 'retransmission' : undefined);
  }

  /** Keeps one alarm: for what is under way, or for a window that is closed. */
  private watch(): void {
    const underWay = this.next > this.oldest;
    if (!underWay && !this.isBlocked) {
      this.alarm?.cancel();
      return;
    }
    if (this.alarm?.pending === true) {
      if (this.alarmProbes === this.isBlocked) return;
      this.alarm.cancel();
    }
    this.alarmProbes = this.isBlocked;
    if (this.isBlocked) {
      this.probeAt = this.timing.probeAt(this.probes);
      this.alarm = this.kernel.at(this.probeAt, () => this.persist());
    } else {
      const at = this.timing.deadline(this.attempts, this.oldest === 0);
      this.alarm = this.kernel.at(at, () => this.expire());
    }
  }

  private expire(): void {
    const opening = this.oldest === 0;
    if (this.timing.exhausted(this.attempts, opening)) {
      this.duties.giveUp();
      return;
    }
    this.attempts += 1;
    this.timing.expired(opening && !this.answers);
    this.congestion.expired(this);
    this.resends = false;
    this.next = this.oldest;
    this.output();
  }

  /** The timer of a window that is closed, or too small for what is to be sent. */
  private persist(): void {
    if (this.timing.exhausted(this.unansweredProbes, false)) {
      this.duties.giveUp();
    } else if (this.kernel.now < this.probeAt) {
      this.alarm = this.kernel.at(this.probeAt, () => this.persist());
    } else if (this.windowBytes > 0) {
      this.sendUntil(this.next + this.windowBytes);
      this.isBlocked = false;
      this.watch();
    } else {
      this.probe();
    }
  }

  private probe(): void {
    this.probes += 1;
    this.unansweredProbes += 1;
    this.probeAt = this.timing.probeAt(this.probes);
    const ends = this.timing.exhausted(this.unansweredProbes, false);
    const at = ends ? Math.min(this.timing.probesEndAt(), this.probeAt) : this.probeAt;
    this.alarm = this.kernel.at(at, () => this.persist());
    if (this.stack.probesWithData) {
      // The byte may be taken although the window is closed.
      this.farthest = Math.max(this.farthest, this.next + 1);
      this.duties.emit(this.next, 0, this.buffer.read(this.next, 1), 'probe');
    } else {
      // An old place makes the peer answer with its present window.
      this.duties.emit(this.oldest - 1, 0, nothing, 'probe');
    }
  }
}

import type { Alarm, Duration, Instant, Kernel } from '@w800/kernel';
import { ByteQueue } from './byte-queue.ts';
import { canReceive, type Framing } from './framing.ts';
import type { Run } from './run.ts';
import { Sampler, type SampledFrame } from './sampler.ts';
import type { Transmitter } from './transmitter.ts';
import type { UartFigures } from './uart-figures.ts';
import { uartFault, uartOverrun, uartRx } from './uart-trace.ts';

/** Whom a receive path tells what. */
export interface ReceiveEvents {
  /** A frame came from an end that is set otherwise, or over a disturbed wire. */
  sampled(): void;
  /** RTS says whether the other end may send; only the UART's own flow control drives it. */
  rts(ready: boolean): void;
}

/** What the driver is told first when several errors are pending. */
const errorOrder = ['break', 'framing', 'parity', 'overrun'] as const;

interface UartError {
  readonly fault: (typeof errorOrder)[number];
  readonly byte: number;
}

/**
 * What the module's driver does with bytes from the line: the FIFO is emptied
 * into a ring of nodes at its trigger level and when the line falls idle;
 * read() is handed whole nodes, and on idle what there is (SDK wm_hal_uart.c,
 * wm_drv_ops_uart.c). Arrivals are accounted for when something looks; the
 * one alarm stands at the next instant at which read() could return.
 *
 * Positions count bytes from power-on: everything before `readUntil` was
 * read, before `handedUntil` read() may have it, before `ringUntil` it is in
 * the ring; what `unread` holds beyond that is still in the FIFO.
 */
export class ReceivePath {
  private readonly kernel: Kernel;
  private readonly line: Transmitter;
  private readonly figures: UartFigures;
  private readonly unread = new ByteQueue();
  /** Listens where the other end is set otherwise. */
  private readonly sampler: Sampler;
  private readonly events: ReceiveEvents;
  private framing: Framing;
  /** A framing that was found to be made out, so as not to work that out again. */
  private known: Framing | undefined;
  private powered = false;
  private paused = false;
  private stalled = false;
  private reader: ((bytes: Uint8Array) => void) | undefined;
  private alarm: Alarm | undefined;
  private idleTime: Duration;
  private readUntil = 0;
  private handedUntil = 0;
  private ringUntil = 0;
  /** Whether the line fell idle while the FIFO could not be emptied. */
  private idleMissed = false;
  /** Whether the driver has turned off its receive and error interrupts: it could move nothing. */
  private masked = false;
  /** The error that came meanwhile and is reported first. */
  private latched: UartError | undefined;
  private rtsDriven = false;
  private ready = true;
  /** When the last byte that could be made out was complete. */
  private lastEndAt: Instant = 0;

  constructor(
    kernel: Kernel,
    line: Transmitter,
    figures: UartFigures,
    framing: Framing,
    events: ReceiveEvents,
  ) {
    this.kernel = kernel;
    this.line = line;
    this.figures = figures;
    this.framing = framing;
    this.idleTime = this.idleTimeOf(framing);
    this.events = events;
    this.sampler = new Sampler(line, framing, figures.receiveTolerancePerMille);
    line.onChange(() => this.lineChanged());
  }

  setReader(reader: (bytes: Uint8Array) => void): void {
    this.reader = reader;
    this.plan();
  }

  configure(framing: Framing): void {
    this.catchUp();
    this.framing = framing;
    this.known = undefined;
    this.idleTime = this.idleTimeOf(framing);
    this.sampler.reset(framing, this.kernel.now);
    this.plan();
  }

  pause(): void {
    this.paused = true;
    this.plan();
  }

  resume(): void {
    this.paused = false;
    this.plan();
  }

  /** Holds the reading task up, whatever else it would do. A start ends it. */
  stall(on: boolean): void {
    this.stalled = on;
    this.plan();
  }

  /** Whether the UART drives RTS by how full its FIFO is. */
  driveRts(on: boolean): void {
    if (on === this.rtsDriven) return;
    this.catchUp();
    this.rtsDriven = on;
    this.plan();
  }

  power(on: boolean): void {
    if (on === this.powered) return;
    this.catchUp();
    if (on) this.line.discardBegun();
    this.sampler.reset(this.framing, this.kernel.now);
    this.powered = on;
    this.paused = false;
    this.stalled = false;
    this.masked = false;
    this.latched = undefined;
    this.unread.clear();
    this.readUntil = 0;
    this.handedUntil = 0;
    this.ringUntil = 0;
    this.idleMissed = false;
    this.plan();
  }

  private get fifoBytes(): number {
    return this.unread.length - (this.ringUntil - this.readUntil);
  }

  /** A node takes bytes again only when it was read to its end. */
  private get ringRoomBytes(): number {
    const { rxNodeBytes, rxRingNodes } = this.figures;
    const nodesRead = Math.floor(this.readUntil / rxNodeBytes);
    return (nodesRead + rxRingNodes) * rxNodeBytes - this.ringUntil;
  }

  private idleTimeOf({ clock, frameBits }: Framing): Duration {
    return clock.span(this.figures.rxIdleFrames * frameBits);
  }

  /** Whether anybody takes what read() is handed. */
  private get reading(): boolean {
    return !this.paused && !this.stalled && this.reader !== undefined;
  }

  /** Whether the line falling idle would hand read() something. */
  private get waitsForIdle(): boolean {
    return this.ringUntil > this.handedUntil || (this.fifoBytes > 0 && this.ringRoomBytes > 0);
  }

  private get firstHeardRun(): Run | undefined {
    for (const run of this.line.runs) if (this.makesOut(run)) return run;
    return undefined;
  }

  private makesOut({ framing, spoilt }: Run): boolean {
    if (spoilt) return false;
    if (framing === this.known) return true;
    if (!canReceive(framing, this.framing, this.figures.receiveTolerancePerMille)) return false;
    this.known = framing;
    return true;
  }

  private lineChanged(): void {
    // A second run makes the first one history; this keeps the two bursts apart. What waits in
    // the FIFO for room learns so that the line was idle.
    if (!this.powered || this.line.runs.length > 1 || this.ringRoomBytes === 0) this.catchUp();
    this.plan();
  }

  /** Accounts for everything that is complete by now. */
  private catchUp(): void {
    const frames = this.powered ? this.sampler.advance(this.kernel.now) : [];
    const arrivals = this.line.takeComplete();
    if (!this.powered) return;
    for (const { run, bytes, first } of arrivals) {
      if (!this.makesOut(run)) continue;
      const startedAt = run.startOf(first);
      this.take(bytes, startedAt, run.endOf(first + bytes.length - 1), (count) =>
        run.endOf(first + count - 1),
      );
    }
    // Each has an event of its own, so what is complete besides came before it.
    for (const frame of frames) this.takeSampled(frame);
    const idleAt = this.lastEndAt + this.idleTime;
    if (this.kernel.now < idleAt) return;
    const next = this.firstHeardRun;
    if (next !== undefined && next.startOf(next.taken) < idleAt) return;
    const frame = this.sampler.next();
    if (frame !== undefined && frame.startedAt < idleAt) return;
    this.interrupt(this.fifoBytes);
    this.handedUntil = this.ringUntil;
    this.idleMissed = this.fifoBytes > 0;
  }

  private takeSampled({ byte, startedAt, endedAt, fault }: SampledFrame): void {
    this.events.sampled();
    if (fault !== undefined) this.report({ fault, byte });
    this.take(Uint8Array.of(byte), startedAt, endedAt, () => endedAt);
  }

  /** One error an interrupt: what is pending with a graver one is never told. */
  private report(error: UartError): void {
    if (!this.masked) {
      this.kernel.trace.emit(uartFault, { fault: error.fault, byte: error.byte });
      return;
    }
    const { latched } = this;
    const isGraver =
      latched === undefined || errorOrder.indexOf(error.fault) < errorOrder.indexOf(latched.fault);
    if (isGraver) this.latched = error;
  }

  /** @param endOf when that many of the bytes were complete */
  private take(
    bytes: Uint8Array,
    startedAt: Instant,
    endedAt: Instant,
    endOf: (count: number) => Instant,
  ): void {
    const { trace } = this.kernel;
    const { rxFifoBytes, rxTriggerBytes } = this.figures;
    const room = this.ringRoomBytes + rxFifoBytes - this.fifoBytes;
    const kept = room < bytes.length ? bytes.subarray(0, room) : bytes;
    this.unread.push(kept);
    this.lastEndAt = endedAt;
    this.interrupt(this.fifoBytes - (this.fifoBytes % rxTriggerBytes));
    if (kept.length > 0 && trace.wants(uartRx)) {
      trace.emit(uartRx, { bytes: kept, startedAt, endedAt: endOf(kept.length) });
    }
    if (room < bytes.length) {
      const lost = bytes.subarray(room);
      trace.emit(uartOverrun, { bytes: lost, startedAt: endOf(room + 1), endedAt });
      this.report({ fault: 'overrun', byte: lost.at(-1) ?? 0 });
    }
  }

  /** The driver takes bytes from the FIFO; when it could not take one it asks for no more. */
  private interrupt(bytes: number): void {
    if (this.masked || bytes === 0) return;
    if (this.ringRoomBytes === 0) this.masked = true;
    else this.fillRing(bytes);
    // What is left is at the trigger level again: the next interrupt follows at once.
    const { rxTriggerBytes } = this.figures;
    if (this.ringRoomBytes === 0 && this.fifoBytes >= rxTriggerBytes) this.masked = true;
  }

  /** Moves bytes from the FIFO to the ring, as far as it has room. A full node is handed over. */
  private fillRing(bytes: number): void {
    const { rxNodeBytes } = this.figures;
    this.ringUntil += Math.min(bytes, this.ringRoomBytes);
    const lastFullNodeEnd = this.ringUntil - (this.ringUntil % rxNodeBytes);
    this.handedUntil = Math.max(this.handedUntil, lastFullNodeEnd);
  }

  /**
   * A node takes bytes again: the interrupts are on again, and what was pending
   * comes in. An idle time is assumed to have been latched, and so is an error.
   * The FIFO is read before the error is looked at, so that the reset an
   * overrun asks for finds it empty: nothing more is lost.
   */
  private unmask(): void {
    if (!this.masked || this.ringRoomBytes === 0) return;
    this.masked = false;
    this.fillRing(this.fifoBytes);
    if (this.idleMissed) this.handedUntil = this.ringUntil;
    this.idleMissed = false;
    const { latched } = this;
    this.latched = undefined;
    if (latched !== undefined) this.report(latched);
  }

  /** RTS drops as the FIFO fills up, which it does only while the driver cannot empty it. */
  private driveRtsLine(): void {
    const fills = this.powered && this.rtsDriven && this.fifoBytes > this.figures.rtsFifoBytes;
    if (fills !== this.ready) return;
    this.ready = !fills;
    this.events.rts(this.ready);
  }

  private plan(): void {
    this.driveRtsLine();
    this.alarm?.cancel();
    const at = this.powered ? this.nextEventAt() : undefined;
    this.alarm =
      at === undefined
        ? undefined
        : this.kernel.at(Math.max(at, this.kernel.now), () => this.wake());
  }

  /** When read() could return, or a frame that has to be sampled is complete. */
  private nextEventAt(): Instant | undefined {
    if (this.reading && this.handedUntil > this.readUntil) return this.kernel.now;
    const returnAt = earlier(this.nextReturnAt(), this.nextRtsAt());
    const frame = this.sampler.next();
    if (frame === undefined) return returnAt;
    return returnAt === undefined || frame.startedAt < returnAt ? frame.endedAt : returnAt;
  }

  /** When the FIFO will be so full that RTS drops, the ring having no room. */
  private nextRtsAt(): Instant | undefined {
    if (!this.rtsDriven || !this.ready || this.reading) return undefined;
    let missing = this.ringRoomBytes + this.figures.rtsFifoBytes + 1 - this.fifoBytes;
    for (const run of this.line.runs) {
      if (!this.makesOut(run)) continue;
      const pending = run.count - run.taken;
      if (pending >= missing) return run.endOf(run.taken + missing - 1);
      missing -= pending;
    }
    return undefined;
  }

  private nextReturnAt(): Instant | undefined {
    const { idleTime } = this;
    let missing = this.bytesToNextNode();
    let endAt = this.lastEndAt;
    let waits = this.waitsForIdle;
    for (const run of this.line.runs) {
      if (!this.makesOut(run)) continue;
      if (waits && run.startOf(run.taken) >= endAt + idleTime) break;
      const pending = run.count - run.taken;
      if (this.reading && pending >= missing) return run.endOf(run.taken + missing - 1);
      missing -= pending;
      endAt = run.endAt;
      waits = true;
    }
    return waits ? endAt + idleTime : undefined;
  }

  /** How many more bytes must arrive until emptying the FIFO completes a node. */
  private bytesToNextNode(): number {
    const { rxNodeBytes, rxTriggerBytes } = this.figures;
    const nodeRoom = rxNodeBytes - (this.ringUntil % rxNodeBytes);
    return Math.ceil(nodeRoom / rxTriggerBytes) * rxTriggerBytes - this.fifoBytes;
  }

  private wake(): void {
    this.catchUp();
    const count = this.handedUntil - this.readUntil;
    if (!this.reading || count === 0) {
      this.plan();
      return;
    }
    const bytes = this.unread.take(count);
    this.readUntil = this.handedUntil;
    this.unmask();
    this.plan();
    this.reader?.(bytes);
  }
}

function earlier(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

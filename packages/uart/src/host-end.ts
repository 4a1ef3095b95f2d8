import type { Instant, Kernel } from '@w800/kernel';
import {
  serialDefaults,
  type SerialPort,
  type SerialReceiver,
  type SerialSettings,
} from '@w800/ports';
import { BitClock } from './bit-clock.ts';
import { ChunkReceiver } from './chunk-receiver.ts';
import { framingOf, type Framing } from './framing.ts';
import type { Span } from './interference.ts';
import type { Arrival } from './run.ts';
import { Transmitter } from './transmitter.ts';
import type { UartFigures } from './uart-figures.ts';
import { uartTx } from './uart-trace.ts';

/** Where what arrives is cut into chunks. */
export interface ChunkEnds {
  readonly values: ReadonlySet<number>;
  readonly bytesMax: number;
}

/** Millionths of a rate by which a clock may be off: half of it, at most. */
export const driftPerMillionMax = 500_000;
const million = 1_000_000;

/** What carries bytes between the host's program and the wire. */
export interface HostAdapter {
  fromProgram(bytes: Uint8Array): Uint8Array;
  toProgram(bytes: Uint8Array): Uint8Array;
}

/**
 * The host's end of the line: a perfect peer that keeps its nominal rate
 * exactly, as long as its clock is not made to drift.
 */
export class HostEnd implements SerialPort {
  /** What leaves the host. */
  readonly output: Transmitter;

  private readonly kernel: Kernel;
  private readonly figures: UartFigures;
  private chunks: ChunkReceiver | undefined;
  private receiver: SerialReceiver | undefined;
  private closed = false;
  private driftPerMillion = 0;
  /** As the program has set it. */
  private wanted: SerialSettings = serialDefaults;
  /** What the port does otherwise than it was set. */
  private missetting: Partial<SerialSettings> = {};
  /** What the module says with its RTS. */
  private mayCome = true;
  private broken: Span | undefined;
  private adapter: HostAdapter | undefined;
  private readyTold: (ready: boolean) => void = () => {};

  constructor(kernel: Kernel, figures: UartFigures) {
    this.kernel = kernel;
    this.figures = figures;
    this.output = new Transmitter(kernel, this.framingOf(serialDefaults));
  }

  get framing(): Framing {
    return this.output.framing;
  }

  get settings(): SerialSettings {
    return this.wanted;
  }

  get sentAt(): Instant {
    return this.output.endAt;
  }

  /**
   * Plugs in the line from the module.
   * @param sampled told of every frame from an end that is set otherwise
   */
  listen(line: Transmitter, ends: ChunkEnds, sampled: () => void): void {
    this.chunks = new ChunkReceiver(this.kernel, {
      line,
      framing: this.output.framing,
      tolerancePerMille: this.figures.receiveTolerancePerMille,
      chunkEnds: ends.values,
      chunkBytesMax: ends.bytesMax,
      deliver: (arrival, heard) => this.receive(arrival, heard),
      deliverSampled: ({ byte, endedAt }) => {
        sampled();
        this.hand(Uint8Array.of(byte), endedAt);
      },
    });
  }

  /** Puts something between the program and the wire. */
  passThrough(adapter: HostAdapter): void {
    this.adapter = adapter;
  }

  /** Sets who is told what this end does with the module's CTS. */
  onReady(told: (ready: boolean) => void): void {
    this.readyTold = told;
  }

  configure(settings: Partial<SerialSettings>): void {
    this.wanted = { ...this.wanted, ...settings };
    this.apply();
  }

  /** Has the port keep one setting otherwise than the program has it; as it has it without one. */
  misset<Field extends keyof SerialSettings>(field: Field, value?: SerialSettings[Field]): void {
    const { [field]: _before, ...others } = this.missetting;
    this.missetting = value === undefined ? others : { ...this.missetting, [field]: value };
    this.apply();
  }

  /** Has this end's clock run fast by so many millionths; slow when negative. */
  drift(perMillion: number): void {
    const whole = Number.isInteger(perMillion) && Math.abs(perMillion) <= driftPerMillionMax;
    this.kernel.assert(whole, `a clock drifts by at most half its rate, not by ${perMillion} ppm`);
    this.driftPerMillion = perMillion;
    this.apply();
  }

  write(bytes: Uint8Array): void {
    this.kernel.assert(!this.closed, 'nobody writes to a closed port');
    this.output.push(this.adapter?.fromProgram(bytes) ?? bytes);
  }

  breakSignal(on: boolean): void {
    if (on === (this.broken !== undefined)) return;
    if (this.broken !== undefined) this.output.endInterference(this.broken);
    this.broken = on ? this.output.interfere('low') : undefined;
  }

  clearToSend(ready: boolean): void {
    this.readyTold(ready);
  }

  /** What the module's RTS says. It is heeded where this end is set to use its CTS. */
  moduleReady(ready: boolean): void {
    this.mayCome = ready;
    this.heedRts();
  }

  discard(): void {
    this.output.discard();
  }

  onReceive(receiver: SerialReceiver): void {
    this.receiver = receiver;
  }

  close(): void {
    this.closed = true;
    this.receiver = undefined;
    this.output.cut();
  }

  private receive({ bytes, startedAt, endedAt }: Arrival, heard: boolean): void {
    const { trace } = this.kernel;
    if (trace.wants(uartTx)) trace.emit(uartTx, { bytes, startedAt, endedAt });
    if (heard) this.hand(bytes, endedAt);
  }

  private apply(): void {
    const framing = this.framingOf({ ...this.wanted, ...this.missetting });
    this.chunks?.configure(framing);
    this.output.configure(framing);
    this.heedRts();
  }

  private hand(bytes: Uint8Array, at: Instant): void {
    const handed = this.adapter?.toProgram(bytes) ?? bytes;
    if (handed.length > 0) this.receiver?.(handed, at);
  }

  private heedRts(): void {
    const { flowControl } = this.framing.settings;
    if (this.mayCome || flowControl === 'none' || flowControl === 'rts') this.output.release();
    else this.output.hold();
  }

  private framingOf(settings: SerialSettings): Framing {
    return framingOf(
      settings,
      new BitClock(million, settings.baud * (million + this.driftPerMillion)),
    );
  }
}

import type { Alarm, Instant, Kernel } from '@w800/kernel';
import { serialDefaults, type SerialSettings } from '@w800/ports';
import { moduleClock } from './baud-divisor.ts';
import { baudRates } from './baud-rates.ts';
import { framingOf, type Framing } from './framing.ts';
import { FlowControlFinding } from './flow-control-finding.ts';
import type { ModuleUart } from './module-uart.ts';
import { ReceivePath, type ReceiveEvents } from './receive-path.ts';
import { Transmitter } from './transmitter.ts';
import type { UartFigures } from './uart-figures.ts';

/** Who waits for the output to have left. */
interface Drain {
  readonly drained: () => void;
  alarm: Alarm | undefined;
}

/** The module's end of the line, at the pace of its own divisor. */
export class ModuleEnd implements ModuleUart {
  /** What leaves the module. */
  readonly output: Transmitter;

  private readonly kernel: Kernel;
  private readonly figures: UartFigures;
  private readonly receivePath: ReceivePath;
  private powered = false;
  private configured: () => void = () => {};
  private drains: Drain[] = [];
  private writing: { readonly accepted: () => void; alarm: Alarm | undefined } | undefined;
  /** Whether the UART drives RTS. The driver turns it off with no flow control at all only. */
  private rtsDriven = false;
  /** The level at CTS. */
  private cleared = true;
  /** Whether a change of it has stopped the output. */
  private stopped = false;
  private readonly unwired: FlowControlFinding;

  constructor(kernel: Kernel, figures: UartFigures, input: Transmitter, events: ReceiveEvents) {
    this.kernel = kernel;
    this.figures = figures;
    this.unwired = new FlowControlFinding(kernel);
    const framing = this.framingOf(serialDefaults);
    this.output = new Transmitter(kernel, framing);
    this.receivePath = new ReceivePath(kernel, input, figures, framing, {
      sampled: () => events.sampled(),
      rts: (ready) => {
        if (!ready) this.unwired.tell();
        events.rts(ready);
      },
    });
  }

  get framing(): Framing {
    return this.output.framing;
  }

  get settings(): SerialSettings {
    return this.output.framing.settings;
  }

  get sentAt(): Instant {
    return this.output.endAt;
  }

  configure(settings: Partial<SerialSettings>): void {
    const framing = this.framingOf({ ...this.settings, ...settings });
    this.receivePath.configure(framing);
    this.output.configure(framing);
    this.controlFlow();
    // The FIFO now empties at another pace.
    this.planAcceptance();
    this.configured();
  }

  onConfigure(told: () => void): void {
    this.configured = told;
  }

  onReceive(reader: (bytes: Uint8Array) => void): void {
    this.receivePath.setReader(reader);
  }

  pauseReading(): void {
    this.receivePath.pause();
  }

  resumeReading(): void {
    this.receivePath.resume();
  }

  /** Holds up the task that reads, on top of what the module itself does. */
  stallReading(on: boolean): void {
    this.receivePath.stall(on);
  }

  /**
   * The level the other end gives CTS. The driver looks at nothing but its
   * change: a line that is opened while CTS is inactive sends all the same.
   */
  clearToSend(ready: boolean): void {
    if (ready === this.cleared) return;
    this.cleared = ready;
    if (!this.powered || !heedsCts(this.settings)) return;
    this.unwired.tell();
    this.stop(!ready);
  }

  write(bytes: Uint8Array, accepted: () => void): void {
    this.kernel.assert(this.powered, 'a module that writes has power');
    this.kernel.assert(this.writing === undefined, 'one write to the UART at a time');
    this.output.push(bytes);
    this.writing = { accepted, alarm: this.acceptance() };
  }

  drain(drained: () => void): void {
    const drain: Drain = { drained, alarm: undefined };
    this.drains.push(drain);
    this.planDrain(drain);
  }

  power(on: boolean): void {
    this.powered = on;
    this.receivePath.power(on);
    if (on) return;
    for (const { alarm } of this.drains) alarm?.cancel();
    this.drains = [];
    this.writing?.alarm?.cancel();
    this.writing = undefined;
    this.output.cut();
    this.stop(false);
    this.rtsDriven = false;
    this.receivePath.driveRts(false);
  }

  /**
   * Flow control as the driver sets it. RTS stays driven on a change to CTS
   * alone. That output stopped by CTS goes on when CTS is not heeded any more
   * is assumed.
   */
  private controlFlow(): void {
    const { flowControl } = this.settings;
    if (flowControl === 'none') this.rtsDriven = false;
    else if (flowControl !== 'cts') this.rtsDriven = true;
    this.receivePath.driveRts(this.rtsDriven);
    if (!heedsCts(this.settings)) this.stop(false);
  }

  /** Stops the output or lets it go on, and works out anew what depends on when bytes leave. */
  private stop(on: boolean): void {
    if (on === this.stopped) return;
    this.stopped = on;
    if (on) this.output.hold();
    else this.output.release();
    this.planAcceptance();
    for (const drain of this.drains) this.planDrain(drain);
  }

  private planAcceptance(): void {
    if (this.writing === undefined) return;
    this.writing.alarm?.cancel();
    this.writing.alarm = this.acceptance();
  }

  /** Of bytes that are held nobody knows when they will have left. */
  private planDrain(drain: Drain): void {
    const { kernel, output } = this;
    drain.alarm?.cancel();
    drain.alarm = undefined;
    if (output.isHeld) return;
    drain.alarm = kernel.at(Math.max(output.endAt, kernel.now), () => {
      this.drains = this.drains.filter((other) => other !== drain);
      drain.drained();
    });
  }

  /** The last byte enters the FIFO when the one a whole FIFO ahead of it begins to leave. */
  private acceptance(): Alarm | undefined {
    const { now } = this.kernel;
    const roomAt = this.output.startOfByteBefore(this.figures.txFifoBytes) ?? now;
    if (roomAt === Infinity) return undefined;
    return this.kernel.at(Math.max(roomAt, now), () => {
      const accepted = this.writing?.accepted;
      this.writing = undefined;
      accepted?.();
    });
  }

  private framingOf(settings: SerialSettings): Framing {
    const { baud } = settings;
    this.kernel.assert(baudRates.includes(baud), `the driver takes a rate of ${baud} baud`);
    return framingOf(settings, moduleClock(baud, this.figures));
  }
}

function heedsCts({ flowControl }: SerialSettings): boolean {
  return flowControl === 'cts' || flowControl === 'rts/cts';
}

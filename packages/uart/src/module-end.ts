import type { Alarm, Instant, Kernel } from '@w800/kernel';
import { serialDefaults, type SerialSettings } from '@w800/ports';
import { moduleClock } from './baud-divisor.ts';
import { baudRates } from './baud-rates.ts';
import { framingOf, type Framing } from './framing.ts';
import type { ModuleUart } from './module-uart.ts';
import { ReceivePath } from './receive-path.ts';
import { Transmitter } from './transmitter.ts';
import type { UartFigures } from './uart-figures.ts';

/** The module's end of the line, at the pace of its own divisor. */
export class ModuleEnd implements ModuleUart {
  /** What leaves the module. */
  readonly output: Transmitter;

  private readonly kernel: Kernel;
  private readonly figures: UartFigures;
  private readonly receivePath: ReceivePath;
  private powered = false;
  private configured: () => void = () => {};
  private drains: Alarm[] = [];
  private writing: { readonly accepted: () => void; alarm: Alarm } | undefined;

  /** @param sampled told of every frame from an end that is set otherwise */
  constructor(kernel: Kernel, figures: UartFigures, input: Transmitter, sampled: () => void) {
    this.kernel = kernel;
    this.figures = figures;
    const framing = this.framing(serialDefaults);
    this.output = new Transmitter(kernel, framing);
    this.receivePath = new ReceivePath(kernel, input, figures, framing, sampled);
  }

  get settings(): SerialSettings {
    return this.output.framing.settings;
  }

  get sentAt(): Instant {
    return this.output.endAt;
  }

  configure(settings: Partial<SerialSettings>): void {
    const framing = this.framing({ ...this.settings, ...settings });
    this.receivePath.configure(framing);
    this.output.configure(framing);
    if (this.writing !== undefined) {
      // The FIFO now empties at another pace.
      this.writing.alarm.cancel();
      this.writing.alarm = this.acceptance();
    }
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

  write(bytes: Uint8Array, accepted: () => void): void {
    this.kernel.assert(this.powered, 'a module that writes has power');
    this.kernel.assert(this.writing === undefined, 'one write to the UART at a time');
    this.output.push(bytes);
    this.writing = { accepted, alarm: this.acceptance() };
  }

  drain(drained: () => void): void {
    const { kernel, output } = this;
    const alarm = kernel.at(Math.max(output.endAt, kernel.now), () => {
      this.drains = this.drains.filter((other) => other !== alarm);
      drained();
    });
    this.drains.push(alarm);
  }

  power(on: boolean): void {
    this.powered = on;
    this.receivePath.power(on);
    if (on) return;
    for (const alarm of this.drains) alarm.cancel();
    this.drains = [];
    this.writing?.alarm.cancel();
    this.writing = undefined;
    this.output.cut();
  }

  /** The last byte enters the FIFO when the one a whole FIFO ahead of it begins to leave. */
  private acceptance(): Alarm {
    const { now } = this.kernel;
    const roomAt = this.output.startOfByteBefore(this.figures.txFifoBytes) ?? now;
    return this.kernel.at(Math.max(roomAt, now), () => {
      const accepted = this.writing?.accepted;
      this.writing = undefined;
      accepted?.();
    });
  }

  private framing(settings: SerialSettings): Framing {
    const { baud } = settings;
    this.kernel.assert(baudRates.includes(baud), `the driver takes a rate of ${baud} baud`);
    return framingOf(settings, moduleClock(baud, this.figures));
  }
}

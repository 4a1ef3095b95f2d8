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
import type { Arrival } from './run.ts';
import { Transmitter } from './transmitter.ts';
import type { UartFigures } from './uart-figures.ts';
import { uartTx } from './uart-trace.ts';

/** Where what arrives is cut into chunks. */
export interface ChunkEnds {
  readonly values: ReadonlySet<number>;
  readonly bytesMax: number;
}

/** The host's end of the line: a perfect peer that keeps its nominal rate exactly. */
export class HostEnd implements SerialPort {
  /** What leaves the host. */
  readonly output: Transmitter;

  private readonly kernel: Kernel;
  private readonly figures: UartFigures;
  private chunks: ChunkReceiver | undefined;
  private receiver: SerialReceiver | undefined;
  private closed = false;

  constructor(kernel: Kernel, figures: UartFigures) {
    this.kernel = kernel;
    this.figures = figures;
    this.output = new Transmitter(kernel, nominal(serialDefaults));
  }

  get settings(): SerialSettings {
    return this.output.framing.settings;
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
        this.receiver?.(Uint8Array.of(byte), endedAt);
      },
    });
  }

  configure(settings: Partial<SerialSettings>): void {
    const framing = nominal({ ...this.settings, ...settings });
    this.chunks?.configure(framing);
    this.output.configure(framing);
  }

  write(bytes: Uint8Array): void {
    this.kernel.assert(!this.closed, 'nobody writes to a closed port');
    this.output.push(bytes);
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
    if (heard) this.receiver?.(bytes, endedAt);
  }
}

function nominal(settings: SerialSettings): Framing {
  return framingOf(settings, new BitClock(1, settings.baud));
}

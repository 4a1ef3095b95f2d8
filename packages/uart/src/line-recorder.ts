import { Kernel, second, valuesOf, type Instant, type TraceRecord } from '@w800/kernel';
import { SerialLine, type SerialLineOptions } from './serial-line.ts';
import { uartFigures } from './uart-figures.ts';

/** Text and the instant it was handed over. */
export type Heard = readonly [at: Instant, text: string];

/** A powered line with everything that comes out of it written down, for tests. */
export class LineRecorder {
  readonly kernel = new Kernel({ seed: 1 });
  readonly line: SerialLine;
  /** What the host received, by the instant it was complete. */
  readonly atHost: Heard[] = [];
  /** What the module's read() returned. */
  readonly atModule: Heard[] = [];
  readonly records: TraceRecord[] = [];

  constructor(options: SerialLineOptions = {}) {
    this.line = new SerialLine(this.kernel, valuesOf(uartFigures), options);
    this.line.module.power(true);
    this.line.host.onReceive((bytes, at) => this.atHost.push([at, latin1(bytes)]));
    this.line.module.onReceive((bytes) => this.atModule.push([this.kernel.now, latin1(bytes)]));
    this.kernel.trace.onAny((record) => this.records.push(record));
  }

  /** Runs until nothing is left to do; returns how many events that took. */
  settle() {
    const before = this.kernel.eventCount;
    return this.kernel.runFor(10 * second).then(() => this.kernel.eventCount - before);
  }

  /** What the module's UART found wrong, as [fault, byte]. */
  faults(): readonly (readonly unknown[])[] {
    return this.records
      .filter(({ kind }) => kind === 'uart.fault')
      .map(({ data }) => [data['fault'], data['byte']]);
  }

  /** Records of one kind, as [start, end, text]. */
  bursts(kind: string): readonly (readonly unknown[])[] {
    return this.records
      .filter((record) => record.kind === kind)
      .map(({ data }) => [data['startedAt'], data['endedAt'], latin1(data['bytes'])]);
  }
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function latin1(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('not bytes');
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

import { pino } from 'pino';

import type { TraceRecord } from '@w800/kernel';

const batchChars = 64 * 1024;

/**
 * Trace records as lines of JSON: `file`, `seed`, `dialect`, `at` (virtual nanoseconds),
 * `kind` and `data`. Bytes become a string with one character a byte, so that
 * what went over the line can be read.
 *
 * Records arrive inside the events of the virtual world, where nothing may ask
 * for the machine's time: lines carry none, and they leave in batches.
 */
export class RecordLog {
  private batch = '';
  private readonly write: (text: string) => void;
  private readonly logger: pino.Logger;

  constructor(
    bindings: { readonly file: string; readonly seed: number; readonly dialect: string },
    write: (text: string) => void,
  ) {
    this.write = write;
    this.logger = pino(
      { base: null, timestamp: false },
      { write: (line) => this.take(line) },
    ).child(bindings);
  }

  readonly add = (record: TraceRecord): void => {
    this.logger.info({ at: record.at, kind: record.kind, data: readable(record.data) });
  };

  flush(): void {
    const text = this.batch;
    this.batch = '';
    if (text !== '') this.write(text);
  }

  private take(line: string): void {
    this.batch += line;
    if (this.batch.length >= batchChars) this.flush();
  }
}

function readable(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, readable(field)]));
}

import { closeSync, openSync, writeSync } from 'node:fs';

import type { Job } from '../job.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';

const batchChars = 64 * 1024;
const ownerOnly = 0o600;

/** Begins the file of session secrets, which is a key log as NSS and Wireshark have it. */
const secretsMark =
  '# Session secrets of a simulated run: whoever has them reads what its TLS sessions carried.';

/** One line of a recording, as it is written. */
export type RecordedLine =
  | {
      readonly format: typeof recordingFormat;
      readonly file: string;
      readonly name: string;
      readonly seed: number;
      readonly dialect: string;
      /** `twin`, or where the real module is. */
      readonly module: string;
    }
  /** A step begins. */
  | { readonly at: number; readonly step: number; readonly text: string }
  /** Bytes over the line, one character a byte; nanoseconds since the run began. */
  | { readonly at: number; readonly from: 'host' | 'module'; readonly text: string }
  /** The run is over. */
  | ({ readonly end: string; readonly at: number } & Skipped);

/** The steps that were left out, by line. */
export interface Skipped {
  readonly skipped: readonly number[];
  /** From this one on everything was. */
  readonly cut?: number;
}

/** Changes when a field changes its meaning or goes; new fields may come. */
export const recordingFormat = 'w800-twin-line/1';

/**
 * The transcript of one run as lines of JSON in a file of its own. If there were
 * TLS sessions, their secrets go to a second one beside it, `.keys.log`.
 */
export class RunRecording {
  private readonly descriptor: number;
  private readonly secretsPath: string;
  private readonly secretLines: string[] = [];
  private batch = '';
  private now = 0;

  /** @throws what the file system says */
  constructor(path: string, { file, name, seed, dialect }: Job, module: string) {
    this.secretsPath = path.replace(/(\.ndjson)?$/, '.keys.log');
    this.descriptor = openSync(path, 'wx');
    this.add({ format: recordingFormat, file, name, seed, dialect, module });
  }

  readonly onBytes = (from: 'host' | 'module', bytes: Uint8Array, at: number): void => {
    this.now = at;
    this.add({ at, from, text: Buffer.from(bytes).toString('latin1') });
  };

  readonly onStep = ({ line, text }: { readonly line: number; readonly text: string }): void => {
    this.add({ at: this.now, step: line, text });
  };

  readonly secrets = (line: string): void => {
    this.secretLines.push(line);
  };

  end(verdict: string, at: number, skipped: Skipped): void {
    this.add({ end: verdict, at, ...skipped });
  }

  close(): void {
    try {
      this.flush();
      this.writeSecrets();
    } finally {
      closeSync(this.descriptor);
    }
  }

  private add(line: RecordedLine): void {
    this.batch += `${JSON.stringify(line)}\n`;
    if (this.batch.length >= batchChars) this.flush();
  }

  private writeSecrets(): void {
    if (this.secretLines.length === 0) return;
    const text = [secretsMark, ...this.secretLines].map((line) => `${line}\n`).join('');
    writeFileAtomic(this.secretsPath, text, ownerOnly);
  }

  private flush(): void {
    const text = this.batch;
    this.batch = '';
    if (text !== '') writeSync(this.descriptor, text);
  }
}

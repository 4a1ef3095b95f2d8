import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { Digest, type Kernel } from '@w800/kernel';
import { LiveError } from '../live-error.ts';
import { liveDoor } from '../trace-kinds.ts';
import { doorLine } from './door-line.ts';
import { recordingFiles, recordingFormat, type RecordedEnd } from './recording.ts';

export interface RecorderOptions {
  readonly kernel: Kernel;
  /** It is made, or empty. */
  readonly folder: string;
  /** How the twin is set up, as JSON can carry it. */
  readonly setup: unknown;
  /** Told once when it cannot go on; the run goes on without it. */
  readonly failed?: (error: LiveError) => void;
}

/**
 * Writes down a run, so that it can be repeated. Whatever came in is written
 * before anything follows from it: what a killed run leaves is all of it but
 * its end, and says so. A repetition needs the passwords that were typed, so
 * that its files are for their owner alone.
 */
export class Recorder {
  private readonly options: RecorderOptions;
  private readonly digest = new Digest();
  private readonly deafen: readonly (() => void)[];
  private readonly file: number;
  private traceRecords = 0;
  private over = false;
  private hasSecrets = false;

  /**
   * Records from here on; nothing may have been traced before.
   * @throws LiveError LIVE_RECORDING_EXISTS, LIVE_RECORDING_FAILED
   */
  constructor(options: RecorderOptions) {
    const { kernel, folder, setup } = options;
    this.options = options;
    this.file = attempt(folder, () => {
      mkdirSync(folder, { recursive: true });
      if (readdirSync(folder).length > 0) throw taken(folder);
      this.write('meta', { ...recordingFormat, setup });
      this.write('digest', unfinished);
      return openSync(join(folder, recordingFiles.door), 'ax', ownerOnly);
    });
    this.deafen = [
      kernel.trace.onAny((record) => {
        this.traceRecords += 1;
        this.digest.add(record);
      }),
      kernel.trace.on(liveDoor, ({ at, data: record }) => {
        this.guarded(() => writeSync(this.file, doorLine({ at, record })));
      }),
    ];
  }

  /** Writes down what opens the traffic of a TLS session: a line of an NSS key log. */
  readonly secret = (line: string): void => {
    const text = this.hasSecrets ? `${line}\n` : `${secretsMark}\n${line}\n`;
    this.hasSecrets = true;
    this.guarded(() => {
      const path = join(this.options.folder, recordingFiles.secrets);
      appendFileSync(path, text, { mode: ownerOnly });
    });
  };

  /** The run has ended here: what follows is not part of it. */
  finish(): void {
    if (this.over) return;
    const { kernel } = this.options;
    const { digest, traceRecords } = this;
    const end: RecordedEnd = { digest: digest.toString(), traceRecords, endNs: kernel.now };
    this.guarded(() => this.write('digest', { complete: true, ...end }));
    this.stop();
  }

  /** Leaves it as that of a run which was killed. */
  stop(): void {
    if (this.over) return;
    this.over = true;
    for (const end of this.deafen) end();
    closeSync(this.file);
  }

  private guarded(action: () => void): void {
    if (this.over) return;
    try {
      attempt(this.options.folder, action);
    } catch (error) {
      this.stop();
      if (error instanceof LiveError) this.options.failed?.(error);
    }
  }

  /** There is the old file or the new one, never half of it. */
  private write(name: 'meta' | 'digest', content: object): void {
    const path = join(this.options.folder, recordingFiles[name]);
    writeFileSync(`${path}.part`, `${JSON.stringify(content, undefined, 2)}\n`, {
      mode: ownerOnly,
    });
    renameSync(`${path}.part`, path);
  }
}

const ownerOnly = 0o600;

const secretsMark =
  '# Session secrets of a live twin: whoever has them reads what its TLS connections carried.';

const unfinished = {
  complete: false,
  note: 'The run has not come to its end: it is still going on, or it was killed.',
};

function attempt<Result>(folder: string, action: () => Result): Result {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof LiveError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new LiveError(
      'LIVE_RECORDING_FAILED',
      `cannot record in "${folder}": ${why}`,
      'name a folder that can be written, on a disk with room',
      { cause },
    );
  }
}

function taken(folder: string): LiveError {
  return new LiveError(
    'LIVE_RECORDING_EXISTS',
    `"${folder}" is not empty`,
    'name another folder, or take away what is in it',
  );
}

import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { complaints } from '../complaints.ts';
import type { Job } from '../job.ts';
import type { Outcome } from '../outcome.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';

/** What `meta.json` of a folder of recordings says. */
export interface RecordingMeta {
  readonly format: typeof metaFormat;
  readonly version: string;
  readonly module: string;
  readonly runs: readonly {
    /** Name of its file in the folder. */
    readonly recording: string;
    readonly file: string;
    readonly name: string;
    readonly seed: number;
    readonly dialect: string;
    readonly verdict: string;
  }[];
}

export const metaFormat = 'w800-twin-recording/1';

/** The file that comes last: a folder without it is not whole. */
export const metaName = 'meta.json';

/** A folder with a recording for each run. */
export class RecordingFolder {
  private readonly path: string;
  private readonly shown: string;
  private readonly module: string;
  private readonly names = new Map<string, number>();
  private readonly recordings = new Map<string, string>();

  /**
   * Makes the folder.
   * @param module `twin`, or where the real module is
   * @throws UsageError when it cannot be made, or holds something already
   */
  constructor(folder: string, cwd: string, module: string) {
    this.shown = folder;
    this.path = resolve(cwd, folder);
    this.module = module;
    let names: readonly string[];
    try {
      mkdirSync(this.path, { recursive: true });
      names = readdirSync(this.path);
    } catch (error) {
      throw this.unwritable(error);
    }
    if (names.length > 0) throw new UsageError([complaints.recordingExists(folder)]);
  }

  /** The same jobs, with a file each. The second run of a pair is not recorded. */
  *assign(jobs: Iterable<Job>): Generator<Job, void> {
    for (const job of jobs) {
      if (job.again) {
        yield job;
        continue;
      }
      const name = this.nameOf(job);
      this.recordings.set(keyOf(job), name);
      yield { ...job, recording: { path: join(this.path, name), module: this.module } };
    }
  }

  /**
   * Writes what makes the folder whole.
   * @throws UsageError when it cannot be written
   */
  end(outcomes: readonly Outcome[]): void {
    const runs = outcomes.flatMap(({ result }) => {
      const { file, name, seed, dialect, verdict } = result;
      const recording = this.recordings.get(keyOf(result));
      if (recording === undefined || verdict === 'skipped') return [];
      return [{ recording, file, name, seed, dialect, verdict }];
    });
    const meta: RecordingMeta = {
      format: metaFormat,
      version: version(),
      module: this.module,
      runs,
    };
    try {
      writeFileAtomic(join(this.path, metaName), `${JSON.stringify(meta, undefined, 2)}\n`);
    } catch (error) {
      throw this.unwritable(error);
    }
  }

  private nameOf({ file }: Job): string {
    const base = file
      .replace(/\.ya?ml$/, '')
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+/, '');
    const count = (this.names.get(base) ?? 0) + 1;
    this.names.set(base, count);
    return `${base}${count === 1 ? '' : `.${count}`}.ndjson`;
  }

  private unwritable(error: unknown): UsageError {
    const reason = error instanceof Error ? error.message : String(error);
    return new UsageError([complaints.unwritable(this.shown, reason)]);
  }
}

function keyOf({ file, seed, dialect }: Pick<Job, 'file' | 'seed' | 'dialect'>): string {
  return `${seed} ${dialect} ${file}`;
}

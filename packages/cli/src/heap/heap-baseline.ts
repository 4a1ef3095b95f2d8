import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { complaints } from '../complaints.ts';
import type { Outcome } from '../outcome.ts';
import { UsageError } from '../usage-error.ts';
import { whyUnwritable } from '../why-unwritable.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { allowedBytes, type HeapAllowance } from './heap-allowance.ts';
import { baselineText, readBaseline, type BaselineRow } from './baseline-text.ts';

/** How the runs compared with a file of peaks, or that it was written. */
export interface HeapComparison {
  readonly file: string;
  /** Runs whose peak was compared. */
  readonly compared: number;
  /** Runs that passed and are not in it. */
  readonly missing: number;
  /** Runs that were written to it; undefined: it was left as it is. */
  readonly written?: number;
}

export interface HeapBaselineOptions {
  readonly allowance: HeapAllowance;
  /** Whether it is written although it is there. */
  readonly update: boolean;
}

/** The file of `--heap-baseline`: the peak of every run that passed. */
export class HeapBaseline {
  private readonly shown: string;
  private readonly path: string;
  private readonly cwd: string;
  private readonly options: HeapBaselineOptions;
  private readonly isNew: boolean;
  private readonly rows: Map<string, BaselineRow>;
  private readonly found = new Map<string, BaselineRow>();
  private compared = 0;
  private missing = 0;

  /** @throws UsageError when it cannot be read, is no baseline, or could not be written */
  constructor(file: string, cwd: string, options: HeapBaselineOptions) {
    this.shown = file;
    this.cwd = cwd;
    this.path = resolve(cwd, file);
    this.options = options;
    this.isNew = !existsSync(this.path);
    this.rows = new Map(this.isNew ? [] : this.read().map((row) => [keyOf(row), row]));
    if (!this.writes) return;
    const reason = whyUnwritable(this.path);
    if (reason !== undefined) throw new UsageError([complaints.unwritable(file, reason)]);
  }

  /** Sees a run beside what it took before. One that did not get through is not compared. */
  judge(outcome: Outcome): Outcome {
    const { verdict, result } = outcome;
    if (verdict !== 'passed' || result.heap === undefined) return outcome;
    const { file, dialect, seed, heap } = result;
    const row = { file, dialect, seed, peakUsedBytes: heap.peakUsedBytes };
    this.found.set(keyOf(row), row);
    if (this.writes) return outcome;
    const was = this.rows.get(keyOf(row));
    if (was === undefined) {
      this.missing += 1;
      return outcome;
    }
    this.compared += 1;
    const { peakUsedBytes: wasBytes } = was;
    const allowed = allowedBytes(wasBytes, this.options.allowance);
    if (row.peakUsedBytes <= allowed) return outcome;
    const growth = { wasBytes, isBytes: row.peakUsedBytes, allowedBytes: allowed };
    return { ...outcome, verdict: 'grown', growth };
  }

  /**
   * Writes it where that is asked for, or where it was not there. What was not
   * run stays in it as long as its file is there.
   * @param isWhole whether all runs came to an end; a part is not written
   * @throws UsageError when it cannot be written
   */
  end(isWhole: boolean): HeapComparison {
    const { shown: file, compared, missing } = this;
    if (!this.writes || !isWhole) return { file, compared, missing };
    const kept = [...this.rows].filter(([, row]) => existsSync(resolve(this.cwd, row.file)));
    const rows = new Map([...kept, ...this.found]);
    try {
      writeFileAtomic(this.path, baselineText([...rows.values()]));
    } catch (error) {
      throw new UsageError([complaints.unwritable(file, reasonOf(error))]);
    }
    return { file, compared, missing, written: this.found.size };
  }

  private get writes(): boolean {
    return this.isNew || this.options.update;
  }

  private read(): readonly BaselineRow[] {
    let text: string;
    try {
      text = readFileSync(this.path, 'utf8');
    } catch (error) {
      throw new UsageError([complaints.unreadable(this.shown, reasonOf(error))]);
    }
    const rows = readBaseline(text);
    if (rows !== undefined) return rows;
    throw new UsageError([complaints.noHeapBaseline(this.shown)]);
  }
}

function keyOf({ file, dialect, seed }: BaselineRow): string {
  return `${seed} ${dialect} ${file}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

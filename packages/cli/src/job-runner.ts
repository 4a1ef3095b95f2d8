import type { Engine, LoadedScenario } from './engine.ts';
import type { Job, JobResult } from './job.ts';
import { unfinishedResult } from './unfinished-result.ts';

export interface JobSurroundings {
  readonly signal: AbortSignal;
  readonly onLog: (text: string) => void;
  readonly nowMs: () => number;
}

/**
 * Runs jobs on an engine, in this thread. A scenario is loaded once and kept,
 * since its repetitions follow each other.
 */
export class JobRunner {
  private readonly engine: Engine;
  private readonly loaded = new Map<string, LoadedScenario>();

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** Never rejects: what the engine throws is a broken run, which is our fault. */
  async run(job: Job, { signal, onLog, nowMs }: JobSurroundings): Promise<JobResult> {
    const log = job.log ? await openRecordLog(job, onLog) : undefined;
    const startedMs = nowMs();
    const elapsed = () => nowMs() - startedMs;
    try {
      const result = await this.engine.run(this.scenario(job), {
        seed: job.seed,
        dialect: job.dialect,
        signal,
        ...(log === undefined ? {} : { onRecord: log.add }),
      });
      return { result, realMs: elapsed() };
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { result: unfinishedResult(job, 'broken', message), realMs: elapsed() };
    } finally {
      log?.flush();
    }
  }

  private scenario({ file, text }: Job): LoadedScenario {
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const loaded = this.engine.load(text, file);
    if (!loaded.ok) throw new Error(`${file} was loaded before and is refused now`);
    this.loaded.set(file, loaded.scenario);
    return loaded.scenario;
  }
}

async function openRecordLog(job: Job, onLog: (text: string) => void) {
  const { RecordLog } = await import('./record-log.ts');
  return new RecordLog({ file: job.file, seed: job.seed, dialect: job.dialect }, onLog);
}

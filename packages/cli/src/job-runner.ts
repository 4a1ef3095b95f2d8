import type { Engine, FileText, HeapTimeline, LoadedScenario, ReadFile, Target } from './engine.ts';
import { givenOptions } from './given-options.ts';
import type { Job, JobResult } from './job.ts';
import type { RunRecording, Skipped } from './recording/run-recording.ts';
import { unfinishedResult } from './unfinished-result.ts';

export interface JobSurroundings {
  readonly signal: AbortSignal;
  readonly onLog: (text: string) => void;
  readonly nowMs: () => number;
  /** A real module to run on. Absent: twins. */
  readonly target?: Target | undefined;
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
  async run(job: Job, surroundings: JobSurroundings): Promise<JobResult> {
    const { signal, onLog, nowMs, target } = surroundings;
    const log = job.log ? await openRecordLog(job, onLog) : undefined;
    const startedMs = nowMs();
    const elapsed = () => nowMs() - startedMs;
    let recording: RunRecording | undefined;
    let heapTimeline: HeapTimeline | undefined;
    try {
      if (job.trial !== undefined) {
        return { ...(await this.runTrial(job, job.trial, signal)), realMs: elapsed() };
      }
      recording = await openRecording(job);
      const result = await this.engine.run(this.scenario(job), {
        seed: job.seed,
        dialect: job.dialect,
        showSecrets: job.showSecrets,
        signal,
        ...(log === undefined ? {} : { onRecord: log.add }),
        ...(recording === undefined ? {} : hooksOf(recording)),
        target,
        ...(job.heapTimeline === true && {
          onHeapTimeline: (timeline: HeapTimeline) => {
            heapTimeline = timeline;
          },
        }),
        module: job.module?.slots,
        failAllocation: job.failAllocation,
        given: givenOptions(job),
      });
      recording?.end(result.verdict, result.virtualNs, skippedIn(result));
      const realMs = elapsed();
      return heapTimeline === undefined ? { result, realMs } : { result, realMs, heapTimeline };
    } catch (error) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { result: unfinishedResult(job, 'broken', message), realMs: elapsed() };
    } finally {
      log?.flush();
      recording?.close();
    }
  }

  private runTrial(
    job: Job,
    { request, clean }: NonNullable<Job['trial']>,
    signal: AbortSignal,
  ): ReturnType<Engine['tryRequest']> {
    const { seed, dialect, showSecrets, module } = job;
    const options = { seed, dialect, showSecrets, signal, module: module?.slots };
    const given = module?.typed;
    return this.engine.tryRequest(this.scenario(job), request, clean, { ...options, given });
  }

  private scenario({ file, text, files = {} }: Job): LoadedScenario {
    const known = this.loaded.get(file);
    if (known !== undefined) return known;
    const loaded = this.engine.load(text, file, filesAt(files));
    if (!loaded.ok) throw new Error(`${file} was loaded before and is refused now`);
    this.loaded.set(file, loaded.scenario);
    return loaded.scenario;
  }
}

/** The files as they were read in the first place: nobody changes them under a run. */
function filesAt(files: Readonly<Record<string, FileText>>): ReadFile {
  return (path) => files[path] ?? { ok: false, reason: 'it was not read before' };
}

async function openRecordLog(job: Job, onLog: (text: string) => void) {
  const { RecordLog } = await import('./record-log.ts');
  return new RecordLog({ file: job.file, seed: job.seed, dialect: job.dialect }, onLog);
}

async function openRecording(job: Job): Promise<RunRecording | undefined> {
  if (job.recording === undefined) return undefined;
  const { RunRecording: Recording } = await import('./recording/run-recording.ts');
  return new Recording(job.recording.path, job, job.recording.module);
}

function hooksOf({
  onBytes,
  onStep,
  secrets,
}: RunRecording): Pick<RunRecording, 'onBytes' | 'onStep' | 'secrets'> {
  return { onBytes, onStep, secrets };
}

function skippedIn({ target }: JobResult['result']): Skipped {
  const skipped = target?.skipped.map(({ line }) => line) ?? [];
  const cut = target?.skipped.find(({ cuts }) => cuts === true)?.line;
  return { skipped, ...(cut === undefined ? {} : { cut }) };
}

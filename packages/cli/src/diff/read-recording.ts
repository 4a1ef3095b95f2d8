import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { complaints } from '../complaints.ts';
import { metaFormat, metaName, type RecordingMeta } from '../recording/recording-folder.ts';
import { recordingFormat, type RecordedLine } from '../recording/run-recording.ts';
import { UsageError } from '../usage-error.ts';

/** The transcript of one run. */
export interface Recording {
  readonly file: string;
  readonly name: string;
  readonly dialect: string;
  readonly lines: readonly RecordedLine[];
}

/** What `--record` has written. */
export interface RecordedRuns {
  /** As it was given. */
  readonly folder: string;
  /** `twin`, or where the real module is. */
  readonly module: string;
  readonly recordings: readonly Recording[];
}

const makeAnew = 'Make it anew: `pnpm sim --record DIR PATH`, and let it come to its end.';

/**
 * Reads a folder of recordings whole.
 * @throws UsageError when it is none, or not whole
 */
export function readRecording(folder: string, cwd: string): RecordedRuns {
  const path = resolve(cwd, folder);
  const refuse = (reason: string, fix = makeAnew): UsageError =>
    new UsageError([complaints.noRecording(folder, reason, fix)]);
  const kind = statSync(path, { throwIfNoEntry: false });
  if (kind === undefined) throw refuse('there is no such folder');
  if (!kind.isDirectory()) throw refuse('it is no folder', 'Give the folder of --record.');
  const text = readText(join(path, metaName));
  if (text === undefined) {
    throw refuse(`it holds no ${metaName}: it is no recording, or one that was cut short`);
  }
  const meta = parse(text);
  if (!isMeta(meta)) throw refuse(`its ${metaName} is not one of \`pnpm sim --record\``);
  const recordings = meta.runs.map(({ recording, file, name, dialect }): Recording => {
    const content = /^[\w.-]+$/.test(recording) ? readText(join(path, recording)) : undefined;
    if (content === undefined) throw refuse(`${recording} is missing`);
    const lines = content.trimEnd().split('\n').map(parse);
    const [first, last] = [lines[0], lines.at(-1)];
    if (!lines.every(isLine) || !isLine(first) || !('format' in first)) {
      throw refuse(`${recording} is damaged`);
    }
    if (first.format !== recordingFormat) throw refuse(`${recording} has another format`);
    if (!isLine(last) || !('end' in last)) throw refuse(`${recording} was cut short`);
    return { file, name, dialect, lines };
  });
  return { folder, module: meta.module, recordings };
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMeta(value: unknown): value is RecordingMeta {
  if (typeof value !== 'object' || value === null || !('format' in value)) return false;
  const { format, runs, module } = value as Partial<RecordingMeta>;
  if (format !== metaFormat || typeof module !== 'string' || !Array.isArray(runs)) return false;
  return runs.every((run: unknown) => {
    if (typeof run !== 'object' || run === null) return false;
    const { recording, file, name, dialect } = run as Record<string, unknown>;
    return [recording, file, name, dialect].every((field) => typeof field === 'string');
  });
}

function isLine(value: unknown): value is RecordedLine {
  if (typeof value !== 'object' || value === null) return false;
  const { format, at, step, from, text, end, skipped } = value as Record<string, unknown>;
  if (format !== undefined) return typeof format === 'string';
  if (typeof at !== 'number') return false;
  if (end !== undefined) return typeof end === 'string' && Array.isArray(skipped);
  if (typeof text !== 'string') return false;
  return typeof step === 'number' || from === 'host' || from === 'module';
}

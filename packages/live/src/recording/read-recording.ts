import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LiveError } from '../live-error.ts';
import { readDoorLine } from './door-line.ts';
import {
  recordingFiles,
  recordingFormat,
  type RecordedEnd,
  type Recording,
  type TimedRecord,
} from './recording.ts';

/**
 * Reads a recording. Of a killed run it is what there is.
 * @throws LiveError LIVE_NO_RECORDING, LIVE_BAD_RECORDING
 */
export function readRecording(folder: string): Recording {
  const setup = readSetup(folder);
  return { folder, setup, records: readRecords(folder), end: readEnd(folder) };
}

function readSetup(folder: string): unknown {
  const meta = json(folder, 'meta');
  if (meta === undefined || meta['format'] !== recordingFormat.format) {
    throw new LiveError(
      'LIVE_NO_RECORDING',
      `"${folder}" is no recording of a twin`,
      'name a folder that was given to --record',
    );
  }
  if (meta['version'] !== recordingFormat.version) {
    throw new LiveError(
      'LIVE_BAD_RECORDING',
      `"${folder}" has version ${JSON.stringify(meta['version'])} of the format`,
      `this twin reads version ${recordingFormat.version}; record the run again`,
    );
  }
  return meta['setup'];
}

function readRecords(folder: string): readonly TimedRecord[] {
  const records: TimedRecord[] = [];
  const lines = (text(folder, 'door') ?? '').split('\n');
  // What stands behind the last end of line was being written when the run was killed.
  for (const [index, line] of lines.slice(0, -1).entries()) {
    const read = readDoorLine(line);
    if (read === undefined || read.at < (records.at(-1)?.at ?? 0)) {
      throw new LiveError(
        'LIVE_BAD_RECORDING',
        `${join(folder, recordingFiles.door)}:${index + 1}: no record, or one that is out of order`,
        'the file was changed or damaged; record the run again',
      );
    }
    records.push(read);
  }
  return records;
}

function readEnd(folder: string): RecordedEnd | undefined {
  const { complete, digest, traceRecords, endNs } = json(folder, 'digest') ?? {};
  if (complete !== true || typeof digest !== 'string') return undefined;
  if (!Number.isSafeInteger(traceRecords) || !Number.isSafeInteger(endNs)) return undefined;
  return { digest, traceRecords: Number(traceRecords), endNs: Number(endNs) };
}

function json(folder: string, name: 'meta' | 'digest'): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text(folder, name) ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function text(folder: string, name: keyof typeof recordingFiles): string | undefined {
  try {
    return readFileSync(join(folder, recordingFiles[name]), 'utf8');
  } catch {
    return undefined;
  }
}

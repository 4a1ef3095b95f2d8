import type { DoorRecord } from '../trace-kinds.ts';
import type { TimedRecord } from './recording.ts';

/** A record as a line of JSON. Bytes are a text whose every character is one of them. */
export function doorLine({ at, record }: TimedRecord): string {
  const { from, what, bytes, word, byteCount } = record;
  const text = bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');
  return `${JSON.stringify({ at, from, what, bytes: text, word, byteCount })}\n`;
}

/** Undefined: it is no such line. */
export function readDoorLine(line: string): TimedRecord | undefined {
  const fields = parsed(line);
  if (fields === undefined) return undefined;
  const { at, from, what, bytes, word, byteCount } = fields;
  if (!Number.isSafeInteger(at) || Number(at) < 0) return undefined;
  if (typeof from !== 'string' || typeof what !== 'string') return undefined;
  const record: DoorRecord = {
    from,
    what,
    ...(typeof bytes === 'string' ? { bytes: new Uint8Array(Buffer.from(bytes, 'latin1')) } : {}),
    ...(typeof word === 'string' ? { word } : {}),
    ...(typeof byteCount === 'number' ? { byteCount } : {}),
  };
  return { at: Number(at), record };
}

function parsed(line: string): Partial<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

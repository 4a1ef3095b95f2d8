import type { TraceKind, TraceRecord, TraceValue } from '@w800/kernel';
import { z } from 'zod';
import { encodeText } from '../encode-text.ts';
import { traceKindList, type TraceKindDescription } from '../faults/trace-kind-list.ts';
import { suggest } from '../nearest-word.ts';
import { fill, type Variables } from '../variables.ts';

const scalar = z
  .union([z.string(), z.int(), z.boolean()])
  .meta({ description: 'Exactly this; bytes are compared as the text they are in UTF-8.' });

/** The keys that say which trace records are meant. */
export const recordKeys = {
  event: z
    .enum(traceKindList.map(({ name }) => name))
    .meta({ description: 'A kind of trace record, such as mqtt.sent.' }),
  where: z
    .record(z.string(), scalar)
    .optional()
    .meta({ description: 'Counts only those whose fields are so.' }),
};

export type RecordPattern = z.output<z.ZodObject<typeof recordKeys>>;

/** Refuses what no record could ever be. */
export function checkRecordPattern(
  { event, where = {} }: RecordPattern,
  context: z.core.$RefinementCtx,
): void {
  const kind = traceKindList.find(({ name }) => name === event);
  if (kind === undefined) return;
  for (const [field, value] of Object.entries(where)) {
    const wrong = wrongField(kind, field, value);
    if (wrong === undefined) continue;
    const { what, ...params } = wrong;
    context.addIssue({ code: 'custom', message: what, path: ['where', field], params });
  }
}

/** Records of a kind, as a sentence names them and a listener tells them. */
export interface WantedRecords {
  /** What to listen to. */
  readonly kind: TraceKind;
  /** `with packet "publish" and qos 2`; empty where every one is wanted. */
  readonly which: string;
  readonly fit: (record: TraceRecord) => boolean;
}

/** What a pattern wants, its variables filled in. */
export function wantedRecords(
  { event, where = {} }: RecordPattern,
  variables: Variables,
): WantedRecords {
  const wanted = Object.entries(where).map(
    ([field, value]) =>
      [field, typeof value === 'string' ? fill(value, variables) : value] as const,
  );
  const fields = wanted.map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return {
    kind: { name: event, summary: '' },
    which: fields.length === 0 ? '' : `with ${fields.join(' and ')}`,
    fit: ({ data }) => wanted.every(([field, value]) => isSame(data[field], value)),
  };
}

function isSame(value: TraceValue, wanted: string | number | boolean): boolean {
  if (!(value instanceof Uint8Array)) return value === wanted;
  if (typeof wanted !== 'string') return false;
  const bytes = encodeText(wanted);
  return bytes.length === value.length && bytes.every((byte, index) => byte === value[index]);
}

/** What a record without it could never have, so that the fault would never come. */
function wrongField({ name, fields }: TraceKindDescription, field: string, value: unknown) {
  const type = fields.get(field);
  if (type === undefined) {
    const code = 'SCN_UNKNOWN_KEY';
    const known = [...fields.keys()];
    const fix = known.length === 0 ? 'Leave `where` out.' : suggest(field, known);
    return { what: `\`${name}\` has no field \`${field}\``, code, fix, onKey: true };
  }
  const what = `\`${field}\` of \`${name}\` is never ${JSON.stringify(value)}`;
  if (type === 'number' || type === 'boolean') {
    if (typeof value === type) return undefined;
    const fix = `Write ${type === 'number' ? 'a whole number' : '`true` or `false`'}.`;
    return { what, code: 'SCN_WRONG_TYPE', fix };
  }
  if (typeof value !== 'string') return { what, code: 'SCN_WRONG_TYPE', fix: 'Write a text.' };
  if (type === 'text' || type === 'bytes') return undefined;
  const words = type.split(' | ');
  if (words.includes(value)) return undefined;
  return { what, code: 'SCN_WRONG_VALUE', fix: suggest(value, words) };
}

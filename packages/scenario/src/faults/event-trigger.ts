import { z } from 'zod';
import { suggest } from '../nearest-word.ts';
import { traceKindList, type TraceKindDescription } from './trace-kind-list.ts';

const scalar = z
  .union([z.string(), z.int(), z.boolean()])
  .meta({ description: 'Exactly this; bytes are compared as the text they are in UTF-8.' });

/** The n-th record of a kind in the trace. */
export const eventTrigger = z
  .strictObject({
    event: z
      .enum(traceKindList.map(({ name }) => name))
      .meta({ description: 'A kind of trace record, such as mqtt.sent.' }),
    nth: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(1)
      .meta({ description: 'The how manieth from this step on. Default 1.' }),
    where: z
      .record(z.string(), scalar)
      .optional()
      .meta({ description: 'Counts only those whose fields are so.' }),
  })
  .superRefine(({ event, where = {} }, context) => {
    const kind = traceKindList.find(({ name }) => name === event);
    if (kind === undefined) return;
    for (const [field, value] of Object.entries(where)) {
      const wrong = wrongField(kind, field, value);
      if (wrong === undefined) continue;
      const { what, ...params } = wrong;
      context.addIssue({ code: 'custom', message: what, path: ['where', field], params });
    }
  });

export type EventTrigger = z.output<typeof eventTrigger>;

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

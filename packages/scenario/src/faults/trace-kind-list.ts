import { traceKindTable } from './trace-kind-table.ts';

/** A kind of trace record, as somebody who waits for one sees it. */
export interface TraceKindDescription {
  readonly name: string;
  readonly summary: string;
  /** Field to type: `text`, `number`, `boolean`, `bytes`, or the words it may hold. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Every kind of trace record there can be in a run, by name. */
export const traceKindList: readonly TraceKindDescription[] = traceKindTable
  .trim()
  .split(/\n(?! )/)
  .map((entry) => {
    const [head = '', ...rest] = entry.split('\n');
    const [name, summary] = splitAt(head, ': ');
    const fields = rest.map((line) => line.trim()).join(' ');
    return { name, summary, fields: new Map(fields === '' ? [] : fields.split('; ').map(fieldOf)) };
  });

function fieldOf(text: string): [string, string] {
  return splitAt(text, ': ');
}

function splitAt(text: string, mark: string): [string, string] {
  const index = text.indexOf(mark);
  return [text.slice(0, index), text.slice(index + mark.length)];
}

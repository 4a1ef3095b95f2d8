/** What a run took at most. */
export interface BaselineRow {
  readonly file: string;
  readonly dialect: string;
  readonly seed: number;
  readonly peakUsedBytes: number;
}

const format = 'w800-twin-heap-baseline/1';

/** A baseline as JSON, a line a run in a fixed order, so that two can be compared by eye. */
export function baselineText(rows: readonly BaselineRow[]): string {
  const lines = rows
    .toSorted((a, b) => compare(a.file, b.file) || compare(a.dialect, b.dialect) || a.seed - b.seed)
    .map(({ file, dialect, seed, peakUsedBytes }) =>
      JSON.stringify({ file, dialect, seed, peakUsedBytes }),
    );
  const list = lines.length === 0 ? '[]' : `[\n    ${lines.join(',\n    ')}\n  ]`;
  return `{\n  "format": ${JSON.stringify(format)},\n  "runs": ${list}\n}\n`;
}

/** The rows of a baseline; undefined for a text that is none. */
export function readBaseline(text: string): readonly BaselineRow[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(document) || document['format'] !== format) return undefined;
  const { runs } = document as { readonly runs?: unknown };
  return Array.isArray(runs) && runs.every(isRow) ? runs : undefined;
}

function isRow(value: unknown): value is BaselineRow {
  if (!isRecord(value)) return false;
  const isCount = (name: string) => Number.isSafeInteger(value[name]) && Number(value[name]) >= 0;
  const isText = (name: string) => typeof value[name] === 'string';
  return isText('file') && isText('dialect') && isCount('seed') && isCount('peakUsedBytes');
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

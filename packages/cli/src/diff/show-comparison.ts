import { counted, grouped } from '../counted.ts';
import type { Paint, Style } from '../paint.ts';
import { printable } from '../printable.ts';
import type { Band, ComparedExchange, ExchangeVerdict } from './compare-exchanges.ts';
import type { ComparedRun, Comparison } from './compare-recordings.ts';
import type { RecordedRuns } from './read-recording.ts';

const styles: Readonly<Record<ExchangeVerdict, Style>> = {
  same: 'green',
  slower: 'yellow',
  faster: 'yellow',
  'text differs': 'red',
  'only in A': 'red',
  'only in B': 'red',
  skipped: 'dim',
};

const typedMax = 44;
const textMax = 200;

/** The comparison of two recordings as a table for people. */
export function showComparison(
  comparison: Comparison,
  [a, b]: readonly [RecordedRuns, RecordedRuns],
  { percent, slackNs }: Band,
  paint: Paint,
): string {
  const { runs, onlyIn, counts } = comparison;
  const total = runs.reduce((sum, { exchanges }) => sum + exchanges.length, 0);
  const parts = Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([verdict, number]) =>
      paint(styles[verdict as ExchangeVerdict], `${grouped(number)} ${verdict}`),
    );
  const all = paint('bold', counted(total, 'exchange'));
  return [
    `A  ${printable(a.folder)}  (${printable(a.module)})`,
    `B  ${printable(b.folder)}  (${printable(b.module)})`,
    '',
    ...runs.flatMap((run) => [...tableOf(run, paint), '']),
    ...onlyIn.map(({ file, side }) => paint('red', `only in ${side}: ${printable(file)}`)),
    `${all}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`,
    paint('dim', `same: within ${percent} %, or ${milliseconds(slackNs)}`),
    '',
  ].join('\n');
}

function tableOf({ file, name, exchanges }: ComparedRun, paint: Paint): readonly string[] {
  const rows = exchanges.map((exchange) => ({ exchange, cells: cellsOf(exchange) }));
  const widths = rows.reduce(
    (most, { cells }) => most.map((width, index) => Math.max(width, cells[index]?.length ?? 0)),
    ['line'.length, 'typed'.length, 'A'.length, 'B'.length],
  );
  const row = ([line = '', typed = '', ...latencies]: readonly string[]): string =>
    [
      line.padStart(widths[0] ?? 0),
      typed.padEnd(widths[1] ?? 0),
      ...latencies.map((text, index) => text.padStart(widths[index + 2] ?? 0)),
    ].join('  ');
  return [
    `${paint('bold', printable(name))}  ${paint('dim', `(${printable(file)})`)}`,
    paint('dim', `  ${row(['line', 'typed', 'A', 'B'])}`),
    ...rows.flatMap(({ exchange, cells }) => [
      `  ${row(cells)}  ${paint(styles[exchange.verdict], exchange.verdict)}`,
      ...(exchange.verdict === 'text differs' ? textsOf(exchange, paint) : []),
    ]),
  ];
}

function cellsOf({ a, b }: ComparedExchange): readonly string[] {
  const { line = 0, typed = '' } = a ?? b ?? {};
  const shown = escaped(typed.replace(/\r\n$/, ''));
  const latency = (exchange: ComparedExchange['a']): string =>
    exchange?.latencyNs === undefined ? '-' : milliseconds(exchange.latencyNs);
  return [String(line), cut(shown, typedMax), latency(a), latency(b)];
}

/** Both texts, from a little before they part. */
function textsOf({ a, b }: ComparedExchange, paint: Paint): readonly string[] {
  const [one, two] = [`${a?.typed}${a?.said}`, `${b?.typed}${b?.said}`];
  let parting = 0;
  while (parting < one.length && one[parting] === two[parting]) parting += 1;
  const lineStart = one.lastIndexOf('\n', Math.max(0, parting - 1)) + 1;
  const from = Math.max(lineStart, parting - 40);
  const part = (text: string): string => cut(escaped(text.slice(from)), textMax);
  return [`      A ${paint('green', part(one))}`, `      B ${paint('red', part(two))}`];
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/** Bytes as a person reads them. */
function escaped(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const utf8 = bytes.toString('utf8');
  const readable = utf8.includes('\ufffd') ? text : utf8;
  return printable(readable);
}

/** `1.24 ms`, cut and never rounded up. */
function milliseconds(ns: number): string {
  const hundredths = Math.floor(ns / 10_000);
  const fraction = String(hundredths % 100).padStart(2, '0');
  return `${grouped(Math.floor(hundredths / 100))}.${fraction} ms`;
}

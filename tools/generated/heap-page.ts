import { heapOwners } from './heap/heap-owners.ts';
import { heapRows, type HeapRow } from './heap/heap-rows.ts';
import { heapRuns, type HeapRuns, type HeapState } from './heap/heap-runs.ts';

/** Where the page lies, from the root of the project. */
export const heapPagePath = 'docs/reference/heap.md';

/** A deviation beyond this needs a reason, in percent. */
const deviationPercentMax = 5;

const intro = [
  '# The heap\n',
  'What a W800 has of it, what takes it, and what is left. The allocator is that of SDK wm_heap.c: two',
  'regions, SRAM and then DRAM; in each the first free stretch that is long enough; 24 bytes of header',
  'in every block, sizes rounded up to 8; free neighbours merged. A block lies in one stretch, so a',
  'request can fail although enough is free: the 16,765 bytes TLS reads into need one of 16,792.\n',
  'This page is made from a run of the model through everything that takes heap, and from what is known',
  'of the module: `packages/device/src/profile/*-heap-figures.ts` says of each figure where it is from.\n',
].join('\n');

const statesIntro = [
  '## What is left\n',
  'One run, from power-on. "Least" is the least that was free on the way into the state. The second',
  'and every later session finds the task of the first.\n',
].join('\n');

const rowsIntro = [
  '## What is known, and the model\n',
  `Bytes with their headers. A deviation of more than ${deviationPercentMax} % has its reason beside it.\n`,
].join('\n');

const ownersIntro = [
  '## Who takes it, and what happens without room\n',
  'Accounts, traces and reports name these. Nothing waits for memory without a limit, and what was taken',
  'for something that failed is given back.\n',
].join('\n');

/** The reference page of the heap. */
export async function heapPage(): Promise<string> {
  return heapPageOf(await heapRuns());
}

/** @throws Error when a run shows what the tables do not explain */
export function heapPageOf(runs: HeapRuns): string {
  const unknown = [...runs.owners].filter(
    (name) => !heapOwners.some(({ owner }) => owner === name),
  );
  if (unknown.length > 0) throw new Error(`heap-owners.ts has nothing on ${unknown.join(', ')}`);
  return [
    intro,
    statesIntro,
    table(['state', 'free', 'least', 'longest stretch'], runs.states.map(stateCells)),
    rowsIntro,
    ...Object.entries(heapRows).flatMap(([title, rows]) => [
      `### ${title}\n`,
      table(
        ['what', 'known', 'from', 'model', 'deviation', 'reason'],
        rows.map((row) => rowCells(row, runs)),
      ),
    ]),
    ownersIntro,
    table(
      ['owner', 'what', 'held', 'without room'],
      heapOwners.map(({ owner, what, lifetime, withoutRoom }) => [
        `\`${owner}\``,
        what,
        lifetime,
        withoutRoom,
      ]),
    ),
  ].join('\n');
}

function stateCells({ name, ...bytes }: HeapState): readonly string[] {
  return [name, shown(bytes.freeBytes), shown(bytes.leastFreeBytes), shown(bytes.largestFreeBytes)];
}

function rowCells({ what, known, from, model, reason = '' }: HeapRow, runs: HeapRuns) {
  if (model === undefined) return [what, shown(known), from, '', '', reason];
  const bytes = model(runs);
  const percent = known === bytes ? 0 : (100 * (bytes - known)) / known;
  if (Math.abs(percent) > deviationPercentMax && reason === '') {
    throw new Error(`${what}: ${bytes} instead of ${known} is left without a reason`);
  }
  return [what, shown(known), from, shown(bytes), deviation(percent), reason];
}

function deviation(percent: number): string {
  const rounded = percent.toFixed(1);
  if (Number(rounded) === 0) return '0.0 %';
  return `${percent > 0 ? '+' : ''}${rounded} %`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + `|${'---|'.repeat(head.length)}\n` + rows.map(line).join('');
}

function shown(bytes: number): string {
  return bytes.toLocaleString('en-US');
}

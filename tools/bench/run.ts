import { atCoreNsPerLine } from './at-core.ts';
import { heapRows } from './heap-rows.ts';
import { idleSpeed } from './idle.ts';
import { median } from './median.ts';
import { mqttRows } from './mqtt-rows.ts';
import { table, type Row } from './row.ts';
import { processMs } from './process-ms.ts';
import { tlsRows } from './tls-rows.ts';
import { worldRows } from './world-rows.ts';

const rounds = 5;
const oneFile = ['packages/cli/src/sim.js', 'scenarios/at/refusals.yaml'] as const;

async function idleRow(): Promise<Row> {
  const speeds: number[] = [];
  for (let round = 0; round <= rounds; round += 1) speeds.push(await idleSpeed());
  const speed = median(speeds.slice(1));
  return {
    what: 'idle connected module, keepalive 120 s, 24 virtual hours',
    ours: `${(86_400_000 / speed).toFixed(0)} ms`,
    theirs: '24 h of real time',
    ratio: `${Math.round(speed).toLocaleString('en')} times real time`,
    aim: 'at least 200,000',
  };
}

function startUpRow(): Row {
  processMs(...oneFile);
  const pairs = Array.from({ length: rounds }, () => ({
    ours: processMs(...oneFile),
    theirs: processMs('-e', '0'),
  }));
  return {
    what: 'the program on one small file, as a process, against an empty node',
    ours: `${median(pairs.map(({ ours }) => ours)).toFixed(0)} ms`,
    theirs: `${median(pairs.map(({ theirs }) => theirs)).toFixed(0)} ms`,
    ratio: `${median(pairs.map(({ ours, theirs }) => ours / theirs)).toFixed(1)} times as long`,
    aim: 'at most 10',
  };
}

/** One size against the smallest: the same time a line means that the whole grows linearly. */
function atCoreRow(lines: number): Row {
  const smallest = 1_000;
  const linesMin = 100_000;
  atCoreNsPerLine(smallest, linesMin);
  const pairs = Array.from({ length: rounds }, () => ({
    ours: atCoreNsPerLine(lines, linesMin),
    theirs: atCoreNsPerLine(smallest, linesMin),
  }));
  const shown = (count: number): string => count.toLocaleString('en');
  const perSecond = (nsPerLine: number): string =>
    `${Math.round(1e9 / nsPerLine / 1000).toLocaleString('en')},000 lines a second`;
  const ours = median(pairs.map((pair) => pair.ours));
  const theirs = median(pairs.map((pair) => pair.theirs));
  const ratio = median(pairs.map((pair) => pair.ours / pair.theirs));
  return {
    what: `the AT core alone, a port given ${shown(lines)} lines, not ${shown(smallest)}`,
    ours: perSecond(ours),
    theirs: perSecond(theirs),
    ratio: `${ratio.toFixed(2)} times the time a line`,
    aim: 'at most 1.25',
  };
}

const rows = [
  startUpRow(),
  await idleRow(),
  ...(await mqttRows()),
  ...(await tlsRows()),
  ...(await heapRows()),
  atCoreRow(10_000),
  atCoreRow(100_000),
  ...(await worldRows()),
];
console.log(table(rows));

import { median } from './median.ts';
import type { Row } from './row.ts';
import { worldLoadSeconds, type WorldLoad } from './world-load.ts';

const rounds = 5;
const factors = [1, 4, 16];

/** What grows, at its smallest, and in which words. */
const growing: readonly {
  readonly unit: string;
  readonly shown: (factor: number) => string;
  readonly load: (factor: number) => WorldLoad;
}[] = [
  {
    unit: 'a message',
    shown: (factor) => `${(factor * 1_000).toLocaleString('en')} messages of one module`,
    load: (factor) => ({ modules: 1, accessPoints: 1, servers: 1, messages: factor * 1_000 }),
  },
  {
    unit: 'a module',
    shown: (factor) => `${factor * 8} modules at one access point`,
    load: (factor) => ({ modules: factor * 8, accessPoints: 1, servers: 1, messages: 250 }),
  },
  {
    unit: 'a link',
    shown: (factor) => `${factor * 8} access points and ${factor * 8} servers, a module each`,
    load: (factor) => {
      const count = factor * 8;
      return { modules: count, accessPoints: count, servers: count, messages: 250 };
    },
  },
];

/** The simulated world at three sizes: the same time a unit means that the whole grows linearly. */
export async function worldRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { unit, shown, load } of growing) {
    const perUnit = await measure(load);
    const [smallest = []] = perUnit;
    factors.slice(1).forEach((factor, index) => {
      const larger = perUnit[index + 1] ?? [];
      const ratio = median(larger.map((one, round) => one / (smallest[round] ?? 0)));
      rows.push({
        what: `the world: ${shown(factor)}, not ${shown(1)}`,
        ours: `${(median(larger) * factor * 1000).toFixed(0)} ms`,
        theirs: `${(median(smallest) * 1000).toFixed(0)} ms`,
        ratio: `${ratio.toFixed(2)} times the time ${unit}`,
        aim: 'at most 1.25',
      });
    });
  }
  return rows;
}

/** Seconds by the factor of each size, round by round. A small size is run as often as fits. */
async function measure(load: (factor: number) => WorldLoad): Promise<readonly number[][]> {
  const perUnit: number[][] = factors.map(() => []);
  const [most = 1] = factors.toReversed();
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, factor] of factors.entries()) {
      let seconds = 0;
      for (let done = 0; done < most; done += factor)
        seconds += await worldLoadSeconds(load(factor));
      // The first round warms up.
      if (round >= 0) perUnit[index]?.push(seconds / most);
    }
  }
  return perUnit;
}

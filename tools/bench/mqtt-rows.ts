import { bundleSideProcess } from './bundle-side-process.ts';
import { median } from './median.ts';
import type { Row } from './row.ts';
import { SideHandle } from './side-handle.ts';

const operations = 5_000;
const rounds = 9;
/** The compiler of the machine takes its time; both sides get the same. */
const warmUpRounds = 5;

const works = [
  { work: 'publishes', shown: 'sequential publishes' },
  { work: 'deliveries', shown: 'inbound deliveries' },
] as const;

const parties = [
  { party: 'twin', shown: 'the whole twin, AT line to OK or URC' },
  { party: 'client', shown: 'its MQTT client alone on the simulated network' },
] as const;

/**
 * MQTT through the twin against mqtt.js over loopback, the broker aedes in the
 * process of each. The sides take turns, so that a machine that slows down
 * slows all.
 */
export async function mqttRows(): Promise<Row[]> {
  const bundle = await bundleSideProcess();
  const rows: Row[] = [];
  for (const { work, shown } of works) {
    for (const qos of [0, 1, 2]) {
      const what = `${shown}, QoS ${qos}`;
      const names = [...parties.map(({ party }) => party), 'mqttjs'];
      const figures = await measure(
        bundle,
        names.map((name) => `${name} ${work}`),
        qos,
      );
      parties.forEach(({ shown: party }, index) => {
        const pairs = figures.map((round) => ({
          ours: round[index] ?? Number.NaN,
          theirs: round[parties.length] ?? Number.NaN,
        }));
        rows.push(rowOf(`${what}: ${party}, against mqtt.js`, qos, pairs));
      });
    }
  }
  return rows;
}

/** Seconds of each side, round by round. */
async function measure(
  bundle: string,
  names: readonly string[],
  qos: number,
): Promise<readonly (readonly number[])[]> {
  const sides = names.map((name) => new SideHandle(bundle, name, qos));
  const measured: number[][] = [];
  try {
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      const seconds: number[] = [];
      for (const side of sides) seconds.push(await side.seconds(operations));
      if (round >= warmUpRounds) measured.push(seconds);
    }
  } finally {
    for (const side of sides) side.close();
  }
  return measured;
}

function rowOf(
  what: string,
  qos: number,
  pairs: readonly { readonly ours: number; readonly theirs: number }[],
): Row {
  const perSecond = (seconds: readonly number[]): string =>
    `${Math.round(operations / median(seconds)).toLocaleString('en')} a second`;
  return {
    what,
    ours: perSecond(pairs.map(({ ours }) => ours)),
    theirs: perSecond(pairs.map(({ theirs }) => theirs)),
    ratio: `${median(pairs.map(({ ours, theirs }) => theirs / ours)).toFixed(2)} times as fast`,
    aim: qos === 0 ? 'none' : 'at least 1.5',
  };
}

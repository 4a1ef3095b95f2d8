import { second } from '@w800/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTwin } from './create-twin.ts';

const wifi = { ssid: 'home', password: '12345678' };
const zones = fc.integer({ min: -12, max: 14 });
// From the first year of the clock until February 2104, when the seconds of a
// timestamp are read as those of 1968.
const times = fc.integer({ min: 946_684_800, max: 4_233_400_000 });

/** The text by the calendar of the machine, which is not the one of the module. */
function written(secondsSince1970: number): string {
  const [, weekday, day = '', month, year, time] =
    /^(\w+), (\d+) (\w+) (\d+) (\S+)/.exec(new Date(secondsSince1970 * 1000).toUTCString()) ?? [];
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
}

interface Shown {
  readonly text: string;
  /** Whole seconds since the world began, when it was asked and when it had answered. */
  readonly from: number;
  readonly to: number;
}

async function shown(time: number, zone: number): Promise<Shown> {
  const begins = new Date(time * 1000).toISOString().replace('.000', '');
  const twin = await createTwin({ world: { wifi, ntp: { host: 'time.example', time: begins } } });
  try {
    await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
    await twin.exchange(`AT+CIPSNTPCFG=1,${zone},"time.example"`);
    await twin.wait('6s');
    const from = Math.floor(twin.kernel.now / second);
    await twin.exchange('AT+CIPSNTPTIME?', [{ regex: '^\\+CIPSNTPTIME:(?<time>.*)' }, 'OK']);
    const to = Math.floor(twin.kernel.now / second);
    return { text: twin.variables.get('time') ?? '', from, to };
  } finally {
    await twin.close();
  }
}

test('SNTP-07, SNTP-08: law: the module shows the time of the world in its zone, at most 1 s late', async () => {
  await fc.assert(
    fc.asyncProperty(times, zones, async (time, zone) => {
      const { text, from, to } = await shown(time, zone);
      const began = time + zone * 3_600;
      expect([began + from - 1, began + from, began + to].map(written)).toContain(text);
    }),
    { numRuns: 50 },
  );
});

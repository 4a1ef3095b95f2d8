import { describe, expect, test } from 'vitest';
import { soak, type SoakOptions, type SoakResult } from './testing/soak.ts';

const days = 7;

/** Payloads that came twice or more; every so many of them is of QoS 2. */
function twice(texts: readonly string[], qos2Every: number): string[] {
  const seen = new Set<string>();
  return texts.filter((text) => {
    const again = seen.has(text);
    seen.add(text);
    return again && Number(text.slice(1)) % qos2Every === 0;
  });
}

function missing(wanted: readonly string[], there: readonly string[]): string[] {
  const found = new Set(there);
  return wanted.filter((text) => !found.has(text));
}

function summary(result: SoakResult, startedAt: number): string {
  const { published, acknowledged, received, sent, printed, losses, sessionUrcs } = result;
  const sessions = sessionUrcs.filter((urc) => urc === 'CONNECTED').length;
  return [
    `${days} days, ${published} published, ${acknowledged.length} acknowledged`,
    `${new Set(received).size} received, ${result.resent} resent`,
    `${sent.length} sent to the module, ${new Set(printed).size} printed`,
    `${losses} losses, ${sessions} sessions, least free heap ${result.heapLowWater} bytes`,
    `${((performance.now() - startedAt) / 1000).toFixed(1)} s of real time`,
  ].join('; ');
}

/** What holds whether or not the session is kept. */
async function expectSound(options: SoakOptions): Promise<[SoakResult, string]> {
  const startedAt = performance.now();
  const result = await soak(options);
  const { published, acknowledged, received, printed, taken, sessionUrcs } = result;
  expect(published).toBe(days * 24 * 60);
  expect(missing(acknowledged, received)).toEqual([]);
  expect(missing(taken, printed)).toEqual([]);
  expect(twice(received, 3)).toEqual([]);
  expect(twice(printed, 2)).toEqual([]);
  const alternating = sessionUrcs.map((_, index) => (index % 2 ? 'DISCONNECTED' : 'CONNECTED'));
  expect(sessionUrcs).toEqual(alternating);
  expect(sessionUrcs.at(-1)).toBe('DISCONNECTED');
  expect(result.heapAfter).toBe(result.heapBefore);
  // It lost enough for all this to mean something, and not everything.
  expect(result.losses).toBeGreaterThan(50);
  expect(sessionUrcs.length).toBeGreaterThan(50);
  expect(acknowledged.length).toBeGreaterThan(published / 2);
  expect(acknowledged.length).toBeLessThan(published);
  expect(taken.length).toBeGreaterThan(result.sent.length / 2);
  return [result, summary(result, startedAt)];
}

describe('seven days of a publish a minute over a link that is lost at random', () => {
  test('a kept session loses nothing, either way', async ({ annotate }) => {
    const [result, text] = await expectSound({ seed: 1, days, kept: true });
    await annotate(text);
    expect(missing(result.sent, result.printed)).toEqual([]);
    expect(result.resent).toBeGreaterThan(0);
  });

  test('a clean session loses nothing that was acknowledged', async ({ annotate }) => {
    const [result, text] = await expectSound({ seed: 2, days, kept: false });
    await annotate(text);
    expect(result.resent).toBe(0);
  });
});

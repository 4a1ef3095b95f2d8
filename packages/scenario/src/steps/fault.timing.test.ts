import { millisecond, second, type TraceRecord } from '@w800/kernel';
import { linkState } from '@w800/world';
import { describe, expect, test } from 'vitest';
import { faultApplied, faultRepaired } from '../faults/fault-trace.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { runSteps } from '../testing/run-steps.ts';

interface Seen {
  readonly result: ScenarioResult;
  /** `radio down at 300 ms`, in order. */
  readonly links: readonly string[];
}

async function run(steps: string, seed = 0): Promise<Seen> {
  const links: string[] = [];
  const { result } = await runSteps(
    `steps:\n${steps}`,
    {},
    ({ kernel }) => {
      kernel.trace.on(linkState, ({ at, data: { link, up } }) =>
        links.push(`${link} ${up ? 'up' : 'down'} at ${at / millisecond} ms`),
      );
    },
    { seed },
  );
  return { result, links };
}

describe('when it comes', () => {
  test('after a time, counted from the step, which is over at once', async () => {
    const { links } = await run(`
  - fault: { link: down, after: 2s, for: 1500ms }
  - fault: { uplink: down }
  - wait: 10s`);
    expect(links).toEqual([
      'uplink down at 300 ms',
      'radio down at 2300 ms',
      'radio up at 3800 ms',
    ]);
  });

  test('at an instant of the run, this very one included', async () => {
    const { links } = await run(`
  - fault: { link: down, at: 12s }
  - fault: { uplink: down, at: 300ms }
  - wait: 1ms
  - say: x
  - wait: 12s`);
    expect(links).toEqual(['uplink down at 300 ms', 'radio down at 12000 ms']);
  });

  test('an instant that is over fails the step', async () => {
    const { result, links } = await run(`
  - wait: 12s
  - fault: { link: down, at: 12s }`);
    expect(result.failure).toMatchObject({ line: 5, expected: 'an instant from 12.3 s on' });
    expect(result.failure?.message).toContain('12 s of the run are over: it is 12.3 s');
    expect(links).toEqual([]);
  });

  test('with the n-th event of a kind that fits, counted from the step, and only then', async () => {
    const { links, result } = await run(`
  - say: bang
  - fault: { link: down, on: { event: scenario.say, nth: 2, where: { text: bang } } }
  - say: bang
  - say: boom
  - wait: 1s
  - say: bang
  - wait: 1s
  - fault: { link: up }
  - say: bang
  - wait: 1s`);
    expect(links).toEqual(['radio down at 1300 ms', 'radio up at 2300 ms']);
    expect(result.verdict).toBe('passed');
  });

  test('bytes fit the text they are in UTF-8, and none that is longer or shorter', async () => {
    const ups: number[] = [];
    await runSteps(
      `steps:
  - fault: { link: down, on: { event: at.urc, where: { text: Grüße } } }
  - wait: 10s`,
      {},
      ({ kernel }) => {
        kernel.trace.on(linkState, ({ at }) => ups.push(at / second));
        for (const [index, text] of ['Grüß', 'Grüße!', 'Grüßt', 'Grüße'].entries()) {
          const urc = { name: 'at.urc', summary: '' };
          const bytes = new TextEncoder().encode(text);
          kernel.at((index + 1) * second, () => kernel.trace.emit(urc, { text: bytes }));
        }
      },
    );
    expect(ups).toEqual([4]);
  });

  test('what fits may be a number, a word, or the value of a variable', async () => {
    const { links } = await run(`
  - set: { n: bang }
  - fault: { link: down, on: { event: scenario.step, where: { line: 7 } } }
  - fault: { uplink: down, on: { event: scenario.say, where: { text: '\${n}' } } }
  - say: x
  - wait: 1s
  - say: bang
  - wait: 1s`);
    expect(links).toEqual(['radio down at 300 ms', 'uplink down at 1300 ms']);
  });

  test('it comes right after what it comes with, never in the middle of it', async () => {
    const order: string[] = [];
    await runSteps(
      `steps:\n  - fault: { link: down, on: { event: scenario.say } }\n  - say: x\n  - wait: 1s`,
      {},
      ({ kernel }) => kernel.trace.onAny(({ kind, at }) => order.push(`${kind} ${at}`)),
    );
    const first = order.indexOf('scenario.say 300000000');
    expect(order.slice(first, first + 4)).toEqual([
      'scenario.say 300000000',
      'scenario.step 300000000',
      'fault.applied 300000000',
      'link.state 300000000',
    ]);
  });

  test('at instants of the seed, as many as asked for, all within the time', async () => {
    const steps = `
  - fault: { link: down, drawn: { within: 60s, times: 40 }, for: 1us }
  - wait: 60s`;
    const [one, same, other] = await Promise.all([run(steps, 1), run(steps, 1), run(steps, 2)]);
    const downs = one.links.filter((text) => text.includes('down'));
    expect(downs).toHaveLength(40);
    const instants = downs.map((text) => Number(/at ([\d.]+)/.exec(text)?.[1]));
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...instants)).toBeLessThan(60_300);
    // Both halves of the time get their share.
    const early = instants.filter((at) => at < 30_300).length;
    expect(early).toBeGreaterThan(10);
    expect(early).toBeLessThan(30);
    expect(one.links).toEqual(same.links);
    expect(one.links).not.toEqual(other.links);
  });
});

describe('what has not come at the end', () => {
  test.each([
    ['after: 2s', 'it is due at 2.3 s'],
    ['at: 2s', 'it is due at 2 s'],
    ['drawn: { within: 1us }', 'it is due at 0.3'],
    ['on: { event: mqtt.sent, nth: 3 }', 'it waits for 3 `mqtt.sent`, and there were 0'],
    [
      'on: { event: scenario.say, nth: 2, where: { text: x } }',
      'it waits for 2 `scenario.say` with text "x", and there were 1',
    ],
  ])('%s fails the run at its own step', async (timing, missing) => {
    const { result } = await run(`
  - fault: { link: down, ${timing} }
  - say: x
  - say: y`);
    expect(result.verdict).toBe('failed');
    expect(result.failure).toMatchObject({ line: 4, column: 5 });
    expect(result.failure?.message).toContain(`the fault \`link\` has never come: ${missing}`);
  });

  test('a repair that is still to come is dropped', async () => {
    const { result, links } = await run(`
  - fault: { link: down, for: 1h }
  - wait: 1s`);
    expect(links).toEqual(['radio down at 300 ms']);
    expect(result.verdict).toBe('passed');
  });

  test('what a repair has called off does not count', async () => {
    const { result, links } = await run(`
  - fault: { link: down, after: 1s }
  - fault: { uplink: down, on: { event: scenario.say } }
  - repair: link
  - repair: all
  - say: x
  - wait: 10s`);
    expect(links).toEqual([]);
    expect(result.verdict).toBe('passed');
  });

  test('what cannot be done when its time comes is said of its step, with the name of the fault', async () => {
    const { result } = await run(`
  - faults: { of: [{ dhcp-silent: { accessPoint: hme } }], within: 1s }
  - wait: 2s`);
    expect(result.failure).toMatchObject({ line: 4 });
    expect(result.failure?.message).toContain('`dhcp-silent`: no access point is called "hme"');
  });

  test('a repair by name of what still waits for its event fails', async () => {
    const { result } = await run(`
  - fault: { link: down, on: { event: mqtt.sent } }
  - repair: link`);
    expect(result.failure).toMatchObject({ line: 5, expected: 'a fault that has come' });
    expect(result.failure?.message).toContain(
      '`link` has not come yet: it waits for `mqtt.sent`, and there were 0',
    );
  });
});

test('a fault and its repair stand in the trace, with the value as JSON', async () => {
  const records: TraceRecord[] = [];
  await runSteps(
    'steps:\n  - fault: { link: down, for: 5s }\n  - wait: 10s\n  - repair: all',
    {},
    ({ kernel }) =>
      kernel.trace.onAny((record) => {
        if (record.kind.startsWith('fault.')) records.push(record);
      }),
  );
  const data = { name: 'link', value: '"down"' };
  expect(records).toEqual([
    { at: 300 * millisecond, kind: faultApplied.name, data },
    { at: 5 * second + 300 * millisecond, kind: faultRepaired.name, data },
  ]);
});

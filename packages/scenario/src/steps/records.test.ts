import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';
import { runSteps } from '../testing/run-steps.ts';

const say = (count: string): string => `steps:
  - say: before
  - set: { word: here }
  - records: { event: link.state, where: { link: '\${word}' }${count} }
    steps:
      - fault: { link: down }
  - records: { event: link.state, where: { up: false, link: uplink }${count} }
    steps:
      - fault: { uplink: down }
      - fault: { link: up }
  - fault: { uplink: up }`;

/** What went wrong and where; the verdict when nothing did. */
async function outcome(steps: string): Promise<string> {
  const { result } = await runSteps(steps, {});
  return result.failure?.message ?? result.verdict;
}

describe('records', () => {
  test('counts what is wanted while its steps run, and nothing before or after', async () => {
    const radio = say(", count: '== 1'").replace('word: here', 'word: radio');
    expect(await outcome(radio)).toBe('passed');
    expect(await outcome(say(", count: '>= 1'").replace('word: here', 'word: radio'))).toBe(
      'passed',
    );
    const twice = await outcome(say(", count: '== 2'").replace('word: here', 'word: radio'));
    expect(twice).toContain(':5:5: there were 1, not == 2 `link.state` with link "radio"');
  });

  test('wants at least one where it says nothing else', async () => {
    expect(await outcome(say('').replace('word: here', 'word: radio'))).toBe('passed');
    const none = await outcome(say(''));
    expect(none).toContain('there were 0, not >= 1 `link.state` with link "here"');
  });

  test('is told that its steps failed, and not that too little was counted', async () => {
    const failure = await outcome(`steps:
  - records: { event: link.state }
    steps:
      - expect: nothing
        within: 1s`);
    expect(failure).toContain(':5:9: "nothing" did not come');
  });

  test.each([
    ['{ event: link.stat }', 'mean `link.state`'],
    ['{ event: link.state, where: { lnik: x } }', 'mean `link`'],
    ['{ event: link.state, count: some }', 'Begin with >='],
    ["{ event: link.state, count: '>= x' }", 'whole number'],
  ])('%s is refused at load', (records, fix) => {
    const loaded = loadScenario(`name: t\nsteps: [{ records: ${records}, steps: [] }]`, 't.yaml');
    expect(loaded.ok ? [] : loaded.problems.map((problem) => problem.fix)).toEqual([
      expect.stringContaining(fix),
    ]);
  });
});

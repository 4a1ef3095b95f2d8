import { millisecond } from '@w800/kernel';
import { linkState } from '@w800/world';
import { expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

test('a cut link comes back after its time, unless somebody said otherwise meanwhile', async () => {
  const steps = `steps:
  - fault: { link: down, for: 30s }
  - fault: { uplink: down }
  - wait: 40s
  - fault: { link: down, for: 10s }
  - fault: { link: down }
  - wait: 20s
  - repair: all`;
  const seen: string[] = [];
  await runSteps(steps, {}, ({ kernel }) => {
    kernel.trace.on(linkState, ({ at, data: { link, up } }) =>
      seen.push(`${link} ${up ? 'up' : 'down'} at ${at / millisecond} ms`),
    );
  });
  expect(seen).toEqual([
    'radio down at 300 ms',
    'uplink down at 300 ms',
    'radio up at 30300 ms',
    'radio down at 40300 ms',
    'uplink up at 60300 ms',
    'radio up at 60300 ms',
  ]);
});

import { expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

const ok = '\r\nOK\r\n';

test('variables are set from variables', async () => {
  const steps = `vars: { a: 1 }
steps:
  - set: { b: 'x\${a}' }
  - say: 'now \${b}, and $\${b} means itself'
  - { send: 'AT+\${b}' }`;
  const texts: unknown[] = [];
  const { result } = await runSteps(steps, { 'AT+x1': ok }, () => {}, {
    onRecord: ({ kind, data }) => kind === 'scenario.say' && texts.push(data['text']),
  });
  expect(result.verdict).toBe('passed');
  expect(texts).toEqual(['now x1, and ${b} means itself']);
});

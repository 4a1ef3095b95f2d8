import { millisecond } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

const ok = '\r\nOK\r\n';

describe('data', () => {
  test('waits for the prompt, which no CR LF ends, and then for the outcome', async () => {
    const steps = `steps:
  - send: AT+PUBRAW
  - { data: hello, expect: '+MQTTPUB:OK' }`;
    const script = {
      'AT+PUBRAW': [
        [1, ok],
        [5, '\r\n>'],
      ],
      hello: '+MQTTPUB:OK\r\n',
    } as const;
    const { bench, result } = await runSteps(steps, script);
    expect(bench.port.typed).toEqual(['AT+PUBRAW\r\n', 'hello']);
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: 306 * millisecond });
  });

  test('a prompt that an expectation has read already is still to be answered', async () => {
    const steps = "steps: [{ send: AT+P, expect: [OK, '>'] }, { data: x }]";
    const { bench } = await runSteps(steps, { 'AT+P': `${ok}\r\n>` });
    expect(bench.port.typed.at(-1)).toBe('x');
  });

  test('an answered prompt does not serve twice', async () => {
    const steps = 'steps: [{ send: AT+P }, { data: x }, { data: y, within: 2s }]';
    const { result } = await runSteps(steps, { 'AT+P': `${ok}\r\n>`, x: '' });
    expect(result.failure?.message).toContain('the prompt ">" did not come within 2 s');
  });

  test('FAIL instead of OK fails at once', async () => {
    const steps = "steps: [{ send: AT+P }, { data: x, expect: '+MQTTPUB:OK' }]";
    const { result } = await runSteps(steps, { 'AT+P': `${ok}\r\n>`, x: '+MQTTPUB:FAIL\r\n' });
    expect(result.failure?.got).toEqual(['+MQTTPUB:FAIL']);
    expect(result.virtualNs).toBe(302 * millisecond);
  });

  test('ERROR instead of the prompt fails at once', async () => {
    const { result } = await runSteps('steps: [{ send: AT+P, expect: [] }, { data: x }]', {});
    expect(result.failure?.message).toContain('"ERROR" where the prompt ">" was expected');
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test.each([
    ['{ hex: "00 ff" }', '\x00\xff'],
    ['{ size: 12 }', '012345678901'],
    ['{ repeat: ab, times: 3 }', 'ababab'],
    ['{ size: 1KiB }', `${'0123456789'.repeat(102)}0123`],
  ])('%s as payload', async (payload, typed) => {
    const { bench } = await runSteps(`steps: [{ send: AT+P }, { data: ${payload} }]`, {
      'AT+P': `${ok}\r\n>`,
    });
    expect(bench.port.typed.at(-1)).toBe(typed);
  });
});

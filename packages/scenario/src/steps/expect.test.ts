import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

const ok = '\r\nOK\r\n';

describe('expect', () => {
  test('two lines in one burst are two matches, and a skipped one is gone', async () => {
    const script = { AT: `${ok}one\r\ntwo\r\nthree\r\n` };
    const list = (lines: string) => `steps: [{ send: AT }, { expect: one }, { expect: ${lines} }]`;
    expect((await runSteps(list('three'), script)).result.verdict).toBe('passed');
    const { result } = await runSteps(list('one'), script);
    expect(result.failure).toMatchObject({ expected: '"one"', got: ['two', 'three'] });
    expect(result.virtualNs).toBe(301 * millisecond + 5 * second);
  });

  test('a literal is the whole line', async () => {
    const { result } = await runSteps('steps: [{ send: AT }, { expect: ab, within: 1s }]', {
      AT: `${ok}abc\r\nxab\r\n`,
    });
    expect(result.failure?.got).toEqual(['abc', 'xab']);
  });

  test('a regular expression captures into variables', async () => {
    const steps = `steps:
  - { send: AT+A?, expect: { regex: '^\\+A:(?<id>\\d+)' } }
  - { send: 'AT+B=\${id}', expect: ['+B:\${id}', OK] }`;
    const { result } = await runSteps(steps, {
      'AT+A?': `+A:42\r\n${ok}`,
      'AT+B=42': `+B:42\r\n${ok}`,
    });
    expect(result.verdict).toBe('passed');
  });

  test('a variable in a regular expression means itself', async () => {
    const steps = `vars: { v: a.c }
steps: [{ send: AT, expect: [{ regex: '^\${v}$' }, OK] }]`;
    expect((await runSteps(steps, { AT: `a.c\r\n${ok}` })).result.verdict).toBe('passed');
    expect((await runSteps(steps, { AT: `abc\r\n${ok}` })).result.verdict).toBe('failed');
  });

  test('bytes are matched across lines, and the rest of the line is left', async () => {
    const steps = `steps:
  - { send: AT, expect: { bytes: "\\r\\nOK\\r\\n" } }
  - expect: { hex: "70 61" }
  - expect: rt`;
    expect((await runSteps(steps, { AT: `${ok}part\r\n` })).result.verdict).toBe('passed');
    expect((await runSteps(steps, { AT: 'OK\r\npart\r\n' })).result.verdict).toBe('failed');
  });

  test('a received payload with CR LF, OK and NUL in it is part of its line', async () => {
    const payload = 'a\r\nOK\r\n\x00>';
    const line = `+MQTTSUBRECV:0,"t",${payload.length},${payload}`;
    const steps = `steps:
  - { send: AT, expect: [] }
  - { expect: "+MQTTSUBRECV:0,\\"t\\",9,a\\r\\nOK\\r\\n\\0>" }
  - { expect: OK, within: 1s }`;
    expect(payload.length).toBe(9);
    const { result } = await runSteps(steps, { AT: `${line}\r\n${ok}` });
    expect(result.verdict).toBe('passed');
    const without = await runSteps(steps, { AT: `${line}\r\n` });
    expect(without.result.failure).toMatchObject({ line: 5, expected: '"OK"', got: [] });
    expect(without.result.failure?.transcript.at(-1)?.text).toContain('a\\r\\nOK\\r\\n\\x00>');
  });

  test('what comes in pieces is found, as line and bytes, by wait and guard', async () => {
    const script = {
      'AT+A': [
        [1, 'AB'],
        [2, 'CD\r'],
        [3, '\nEND\r\n'],
      ],
    } as const;
    const verdict = async (step: string) => {
      const send = '{ send: AT+A, expect: [] }';
      return (await runSteps(`steps: [${send}, ${step}]`, script)).result.verdict;
    };
    expect(await verdict('{ expect: ABCD }')).toBe('passed');
    expect(await verdict('{ expect: { bytes: "BCD\\r\\nE" } }')).toBe('passed');
    expect(await verdict('{ never: ABCD, within: 1s }')).toBe('failed');
    expect(await verdict('{ never: { bytes: "BCD\\r\\nE" }, within: 1s }')).toBe('failed');
  });

  test('the module booting is read by an expectation, or passed over by a line', async () => {
    expect((await runSteps('steps: [{ expect: ready }]', {})).result.verdict).toBe('passed');
    const steps = 'steps: [{ send: AT+RST, expect: [OK, ready] }]';
    const { result } = await runSteps(steps, {
      'AT+RST': [
        [1, ok],
        [400, 'ready\r\n'],
      ],
    });
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: 700 * millisecond });
  });
});

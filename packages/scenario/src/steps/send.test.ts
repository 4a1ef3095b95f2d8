import { millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { runSteps } from '../testing/run-steps.ts';

const ok = '\r\nOK\r\n';

describe('send', () => {
  test('a line is typed with CR LF and OK is expected by itself', async () => {
    const { result, bench } = await runSteps('steps: [{ send: AT }]', { AT: ok });
    expect(bench.port.typed).toEqual(['AT\r\n']);
    expect(result).toMatchObject({ verdict: 'passed', steps: 1, stepsDone: 1 });
    // 300 ms to ready and 1 ms to the answer: time stands still at the match.
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test('another final code fails at once, not after the time limit', async () => {
    const { result } = await runSteps('steps:\n  - send: AT+NO\n', {});
    expect(result.verdict).toBe('failed');
    expect(result.virtualNs).toBe(301 * millisecond);
    expect(result.failure).toMatchObject({
      line: 3,
      column: 5,
      step: 'send: AT+NO',
      expected: '"OK"',
      got: ['ERROR'],
      replay: 'pnpm sim t.yaml --seed 0',
      message: 't.yaml:3:5: the module answered "ERROR" where "OK" was expected (at 0.301 s)',
      transcript: [
        { at: 300 * millisecond, direction: 'module', text: 'ready' },
        { at: 300 * millisecond, direction: 'host', text: 'AT+NO' },
        { at: 301 * millisecond, direction: 'module', text: 'ERROR' },
      ],
    });
  });

  test.each(['CMD FORMAT ERR', 'CMD PARSE ERR', 'busy ...'])('%s is such a code', async (code) => {
    const { result } = await runSteps('steps: [{ send: AT+A, expect: ["+A:1", OK] }]', {
      'AT+A': `${code}\r\n`,
    });
    expect(result.failure?.message).toContain(`answered "${code}" where "+A:1" was expected`);
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test('an expected ERROR passes, and then OK is the wrong code', async () => {
    const steps = 'steps: [{ send: AT+A, expect: ERROR }]';
    expect((await runSteps(steps, {})).result.verdict).toBe('passed');
    const { result } = await runSteps(steps, { 'AT+A': ok });
    expect(result.failure?.message).toContain('answered "OK" where "ERROR" was expected');
  });

  test('a final code before what should precede it fails at once', async () => {
    const { result } = await runSteps('steps: [{ send: AT+A, expect: [WIFI CONNECTED, OK] }]', {
      'AT+A': [
        [1, ok],
        [9, 'WIFI CONNECTED\r\n'],
      ],
    });
    expect(result.failure?.message).toContain('"OK" came before "WIFI CONNECTED"');
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test('what follows the final code is waited for without regard to codes', async () => {
    const { result } = await runSteps('steps: [{ send: AT+A, expect: [OK, LATER] }]', {
      'AT+A': [
        [1, ok],
        [5, '\r\nERROR\r\n'],
        [9, 'LATER\r\n'],
      ],
    });
    expect(result.verdict).toBe('passed');
    expect(result.virtualNs).toBe(309 * millisecond);
  });

  test('OK is due even when only an information line is named', async () => {
    const steps = 'steps: [{ send: AT+A?, expect: "+A:1" }, { send: AT+B }]';
    const { result } = await runSteps(steps, {
      'AT+A?': [
        [1, '+A:1\r\n'],
        [3, ok],
      ],
      'AT+B': '',
    });
    // The OK of the first line must not be taken for the answer to the second.
    expect(result.failure?.message).toContain('"OK" did not come within 5 s');
    expect(result.stepsDone).toBe(1);
    expect(result.virtualNs).toBe(303 * millisecond + 5 * second);
  });

  test('OK may also come before the line that is named', async () => {
    const { result } = await runSteps('steps: [{ send: AT+A, expect: GONE }]', {
      'AT+A': [
        [1, ok],
        [4, 'GONE\r\n'],
      ],
    });
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: 304 * millisecond });
  });

  test('an empty list waits for nothing, and the next line gets its own answer', async () => {
    const steps = `steps:
  - { send: AT+A, expect: [] }
  - wait: 10ms
  - send: AT+B`;
    const { result } = await runSteps(steps, { 'AT+A': ok });
    expect(result.failure).toMatchObject({ line: 5, got: ['OK', 'ERROR'] });
  });

  test('raw bytes and hexadecimal ones are typed as they are', async () => {
    const steps =
      'steps: [{ send: { raw: "A\\xff" }, expect: [] }, { send: { hex: "00 0d" }, expect: [] }]';
    const { bench } = await runSteps(steps, {});
    expect(bench.port.typed).toEqual(['A\xff', '\x00\r']);
  });

  test('text beyond ASCII is typed and matched as UTF-8', async () => {
    const steps = 'steps: [{ send: AT+TÜ, expect: ["Ü", OK] }]';
    const { bench, result } = await runSteps(steps, { 'AT+T\xc3\x9c': `\xc3\x9c\r\n${ok}` });
    expect(bench.port.typed).toEqual(['AT+T\xc3\x9c\r\n']);
    expect(result.verdict).toBe('passed');
  });
});

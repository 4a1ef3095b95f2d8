import { finding, millisecond, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { loadScenario } from './load-scenario.ts';
import { runScenario, type RunOptions } from './run-scenario.ts';
import type { ScenarioResult } from './scenario-result.ts';
import { scriptedBench, type Script, type ScriptedBench } from './testing/scripted-bench.ts';

const ok = '\r\nOK\r\n';

interface Run {
  readonly result: ScenarioResult;
  readonly bench: ScriptedBench;
}

/** Runs steps, written as YAML, against a scripted module. */
async function run(
  steps: string,
  script: Script,
  prepare: (bench: ScriptedBench) => void = () => {},
  options: RunOptions = {},
): Promise<Run> {
  const loaded = loadScenario(`name: t\n${steps}`, 't.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  let bench: ScriptedBench | undefined;
  const result = await runScenario(loaded.scenario, {
    ...options,
    openBench: async (_scenario, kernel) => {
      bench = scriptedBench(script, kernel);
      prepare(bench);
      return bench;
    },
  });
  if (bench === undefined) throw new Error('the run opened no bench');
  return { result, bench };
}

describe('send', () => {
  test('a line is typed with CR LF and OK is expected by itself', async () => {
    const { result, bench } = await run('steps: [{ send: AT }]', { AT: ok });
    expect(bench.port.typed).toEqual(['AT\r\n']);
    expect(result).toMatchObject({ verdict: 'passed', steps: 1, stepsDone: 1 });
    // 300 ms to ready and 1 ms to the answer: time stands still at the match.
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test('another final code fails at once, not after the time limit', async () => {
    const { result } = await run('steps:\n  - send: AT+NO\n', {});
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
    const { result } = await run('steps: [{ send: AT+A, expect: ["+A:1", OK] }]', {
      'AT+A': `${code}\r\n`,
    });
    expect(result.failure?.message).toContain(`answered "${code}" where "+A:1" was expected`);
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test('an expected ERROR passes, and then OK is the wrong code', async () => {
    const steps = 'steps: [{ send: AT+A, expect: ERROR }]';
    expect((await run(steps, {})).result.verdict).toBe('passed');
    const { result } = await run(steps, { 'AT+A': ok });
    expect(result.failure?.message).toContain('answered "OK" where "ERROR" was expected');
  });

  test('a final code before what should precede it fails at once', async () => {
    const { result } = await run('steps: [{ send: AT+A, expect: [WIFI CONNECTED, OK] }]', {
      'AT+A': [
        [1, ok],
        [9, 'WIFI CONNECTED\r\n'],
      ],
    });
    expect(result.failure?.message).toContain('"OK" came before "WIFI CONNECTED"');
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test('what follows the final code is waited for without regard to codes', async () => {
    const { result } = await run('steps: [{ send: AT+A, expect: [OK, LATER] }]', {
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
    const { result } = await run(steps, {
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
    const { result } = await run('steps: [{ send: AT+A, expect: GONE }]', {
      'AT+A': [
        [1, ok],
        [4, 'GONE\r\n'],
      ],
    });
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: 304 * millisecond });
  });

  test('an empty list waits for nothing, and the answer is not taken for the next one', async () => {
    const steps = `steps:
  - { send: AT+A, expect: [] }
  - wait: 10ms
  - send: AT+B`;
    const { result } = await run(steps, { 'AT+A': ok });
    expect(result.failure).toMatchObject({ line: 5, got: ['OK', 'ERROR'] });
  });

  test('raw bytes and hexadecimal ones are typed as they are', async () => {
    const steps =
      'steps: [{ send: { raw: "A\\xff" }, expect: [] }, { send: { hex: "00 0d" }, expect: [] }]';
    const { bench } = await run(steps, {});
    expect(bench.port.typed).toEqual(['A\xff', '\x00\r']);
  });

  test('text beyond ASCII is typed and matched as UTF-8', async () => {
    const steps = 'steps: [{ send: AT+TÜ, expect: ["Ü", OK] }]';
    const { bench, result } = await run(steps, { 'AT+T\xc3\x9c': `\xc3\x9c\r\n${ok}` });
    expect(bench.port.typed).toEqual(['AT+T\xc3\x9c\r\n']);
    expect(result.verdict).toBe('passed');
  });
});

describe('expect', () => {
  test('two lines in one burst are two matches, and a skipped one is gone', async () => {
    const script = { AT: `${ok}one\r\ntwo\r\nthree\r\n` };
    const list = (lines: string) => `steps: [{ send: AT }, { expect: one }, { expect: ${lines} }]`;
    expect((await run(list('three'), script)).result.verdict).toBe('passed');
    const { result } = await run(list('one'), script);
    expect(result.failure).toMatchObject({ expected: '"one"', got: ['two', 'three'] });
    expect(result.virtualNs).toBe(301 * millisecond + 5 * second);
  });

  test('a literal is the whole line', async () => {
    const { result } = await run('steps: [{ send: AT }, { expect: ab, within: 1s }]', {
      AT: `${ok}abc\r\nxab\r\n`,
    });
    expect(result.failure?.got).toEqual(['abc', 'xab']);
  });

  test('a regular expression captures into variables', async () => {
    const steps = `steps:
  - { send: AT+A?, expect: { regex: '^\\+A:(?<id>\\d+)' } }
  - { send: 'AT+B=\${id}', expect: ['+B:\${id}', OK] }`;
    const { result } = await run(steps, { 'AT+A?': `+A:42\r\n${ok}`, 'AT+B=42': `+B:42\r\n${ok}` });
    expect(result.verdict).toBe('passed');
  });

  test('a variable in a regular expression means itself', async () => {
    const steps = `vars: { v: a.c }
steps: [{ send: AT, expect: [{ regex: '^\${v}$' }, OK] }]`;
    expect((await run(steps, { AT: `a.c\r\n${ok}` })).result.verdict).toBe('passed');
    expect((await run(steps, { AT: `abc\r\n${ok}` })).result.verdict).toBe('failed');
  });

  test('bytes are matched across lines, and the rest of the line is left', async () => {
    const steps = `steps:
  - { send: AT, expect: { bytes: "\\r\\nOK\\r\\n" } }
  - expect: { hex: "70 61" }
  - expect: rt`;
    expect((await run(steps, { AT: `${ok}part\r\n` })).result.verdict).toBe('passed');
    expect((await run(steps, { AT: 'OK\r\npart\r\n' })).result.verdict).toBe('failed');
  });

  test('a received payload with CR LF, OK and NUL in it is part of its line', async () => {
    const payload = 'a\r\nOK\r\n\x00>';
    const line = `+MQTTSUBRECV:0,"t",${payload.length},${payload}`;
    const steps = `steps:
  - { send: AT, expect: [] }
  - { expect: "+MQTTSUBRECV:0,\\"t\\",9,a\\r\\nOK\\r\\n\\0>" }
  - { expect: OK, within: 1s }`;
    expect(payload.length).toBe(9);
    const { result } = await run(steps, { AT: `${line}\r\n${ok}` });
    expect(result.verdict).toBe('passed');
    const without = await run(steps, { AT: `${line}\r\n` });
    expect(without.result.failure).toMatchObject({ line: 5, expected: '"OK"', got: [] });
    expect(without.result.failure?.transcript.at(-1)?.text).toContain('a\\r\\nOK\\r\\n\\x00>');
  });

  test('the module booting is read by an expectation, or passed over by a line', async () => {
    expect((await run('steps: [{ expect: ready }]', {})).result.verdict).toBe('passed');
    const steps = 'steps: [{ send: AT+RST, expect: [OK, ready] }]';
    const { result } = await run(steps, {
      'AT+RST': [
        [1, ok],
        [400, 'ready\r\n'],
      ],
    });
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: 700 * millisecond });
  });
});

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
    const { bench, result } = await run(steps, script);
    expect(bench.port.typed).toEqual(['AT+PUBRAW\r\n', 'hello']);
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: 306 * millisecond });
  });

  test('a prompt that an expectation has read already is still to be answered', async () => {
    const steps = "steps: [{ send: AT+P, expect: [OK, '>'] }, { data: x }]";
    const { bench } = await run(steps, { 'AT+P': `${ok}\r\n>` });
    expect(bench.port.typed.at(-1)).toBe('x');
  });

  test('an answered prompt does not serve twice', async () => {
    const steps = 'steps: [{ send: AT+P }, { data: x }, { data: y, within: 2s }]';
    const { result } = await run(steps, { 'AT+P': `${ok}\r\n>`, x: '' });
    expect(result.failure?.message).toContain('the prompt ">" did not come within 2 s');
  });

  test('FAIL instead of OK fails at once', async () => {
    const steps = "steps: [{ send: AT+P }, { data: x, expect: '+MQTTPUB:OK' }]";
    const { result } = await run(steps, { 'AT+P': `${ok}\r\n>`, x: '+MQTTPUB:FAIL\r\n' });
    expect(result.failure?.got).toEqual(['+MQTTPUB:FAIL']);
    expect(result.virtualNs).toBe(302 * millisecond);
  });

  test('ERROR instead of the prompt fails at once', async () => {
    const { result } = await run('steps: [{ send: AT+P, expect: [] }, { data: x }]', {});
    expect(result.failure?.message).toContain('"ERROR" where the prompt ">" was expected');
    expect(result.virtualNs).toBe(301 * millisecond);
  });

  test.each([
    ['{ hex: "00 ff" }', '\x00\xff'],
    ['{ size: 12 }', '012345678901'],
    ['{ repeat: ab, times: 3 }', 'ababab'],
    ['{ size: 1KiB }', `${'0123456789'.repeat(102)}0123`],
  ])('%s as payload', async (payload, typed) => {
    const { bench } = await run(`steps: [{ send: AT+P }, { data: ${payload} }]`, {
      'AT+P': `${ok}\r\n>`,
    });
    expect(bench.port.typed.at(-1)).toBe(typed);
  });
});

describe('never', () => {
  const script = {
    AT: [
      [1, ok],
      [50, 'BAD\r\n'],
    ],
  } as const;

  test('holds for the rest of the file and fails at that very byte', async () => {
    const { result } = await run('steps:\n  - never: BAD\n  - send: AT\n  - wait: 1s', script);
    expect(result.failure).toMatchObject({
      line: 3,
      step: 'never: BAD',
      expected: 'never "BAD"',
      got: ['BAD'],
    });
    expect(result.virtualNs).toBe(350 * millisecond);
  });

  test('with `within` watches that long and lets it go', async () => {
    const steps = (ms: number) =>
      `steps: [{ send: AT }, { never: BAD, within: ${ms}ms }, { wait: 1s }]`;
    expect((await run(steps(48), script)).result.verdict).toBe('passed');
    expect((await run(steps(49), script)).result.verdict).toBe('failed');
  });

  test('with `steps` watches while they run', async () => {
    const steps = (ms: number) =>
      `steps: [{ never: BAD, steps: [{ send: AT }, { wait: ${ms}ms }] }, { wait: 1s }]`;
    const { result } = await run(steps(48), script);
    expect(result).toMatchObject({ verdict: 'passed', steps: 4, stepsDone: 4 });
    expect((await run(steps(49), script)).result.verdict).toBe('failed');
  });
});

describe('time', () => {
  test('file, block and step say how long a wait may take', async () => {
    const silent = { AT: '' };
    const took = async (steps: string) => (await run(steps, silent)).result.virtualNs;
    const boot = 300 * millisecond;
    expect(await took('steps: [{ send: AT }]')).toBe(boot + 5 * second);
    expect(await took('within: 7s\nsteps: [{ send: AT }]')).toBe(boot + 7 * second);
    const block = 'within: 7s\nsteps: [{ within: 2s, steps: [{ send: AT }] }]';
    expect(await took(block)).toBe(boot + 2 * second);
    const step = 'within: 7s\nsteps: [{ within: 2s, steps: [{ send: AT, within: 1s }] }]';
    expect(await took(step)).toBe(boot + second);
  });

  test('a block hands its time limit back', async () => {
    const steps = 'steps: [{ within: 2s, steps: [{ wait: 1ms }] }, { send: AT }]';
    const { result } = await run(steps, { AT: '' });
    expect(result.virtualNs).toBe(301 * millisecond + 5 * second);
  });

  test('a list shares one time limit', async () => {
    const { result } = await run('steps: [{ send: AT, expect: [a, b, OK], within: 1s }]', {
      AT: [
        [600, 'a\r\n'],
        [1200, 'b\r\n'],
      ],
    });
    expect(result.failure?.expected).toBe('"b"');
    expect(result.virtualNs).toBe(1300 * millisecond);
  });

  test('the run ends at its limit', async () => {
    const { result } = await run('limit: 10s\nsteps: [{ wait: 6s }, { wait: 6s }]', {});
    expect(result.failure?.message).toContain('has taken 10 s of virtual time');
    expect(result).toMatchObject({ stepsDone: 1, virtualNs: 10 * second });
  });
});

describe('broker, check, fault, set', () => {
  const message = { clientId: 'c', topic: 't', qos: 1, retain: false } as const;
  const payload = new TextEncoder().encode('hello');

  test('a message is waited for and read once', async () => {
    const steps = `steps:
  - broker: { received: { topic: t, payload: hello, qos: 1, retain: false } }
  - broker: { received: { topic: t } }
    within: 2s`;
    const { result } = await run(steps, {}, ({ kernel, broker }) => {
      kernel.after(second, () => broker.received.push({ ...message, payload }));
    });
    expect(result).toMatchObject({ stepsDone: 1, virtualNs: 3 * second });
    expect(result.failure?.expected).toBe('a message with topic "t"');
  });

  test.each([
    ['topic: u', 'topic "u"'],
    ['payload: hell', 'payload "hell"'],
    ['payload: ""', 'payload ""'],
    ['qos: 0', 'QoS 0'],
    ['retain: true', 'retained'],
  ])('a message that differs from %s does not do', async (wanted, shown) => {
    const steps = `steps: [{ broker: { received: { ${wanted} } } }]`;
    const { result } = await run(steps, {}, ({ broker }) => {
      broker.received.push({ ...message, payload });
    });
    expect(result.failure?.expected).toBe(`a message with ${shown}`);
    expect(result.failure?.got).toEqual([
      'a message with topic "t", payload "hello", QoS 1, not retained',
    ]);
  });

  test('the broker publishes, drops a client and drops all', async () => {
    const steps = `vars: { id: c1 }
steps:
  - broker: { publish: { topic: 't/\${id}', payload: hello, qos: 2, retain: true } }
  - broker: { disconnect: '\${id}' }
  - broker: { disconnect: true }
  - broker: { host: nowhere, disconnect: true }`;
    const { bench, result } = await run(steps, {});
    expect(bench.broker.published).toEqual([{ topic: 't/c1', payload, qos: 2, retain: true }]);
    expect(bench.broker.dropped).toEqual(['c1', undefined]);
    expect(result.failure?.got).toEqual(['192.168.10.234', 'other.example']);
  });

  test('clients are waited for, in any order', async () => {
    const connect = ({ kernel, broker }: ScriptedBench) => {
      kernel.after(second, () => (broker.connected = ['b', 'a']));
    };
    const { result } = await run('steps: [{ broker: { clients: [a, b] } }]', {}, connect);
    expect(result).toMatchObject({ verdict: 'passed', virtualNs: second });
    const other = await run('steps: [{ broker: { clients: [a] } }]', {}, connect);
    expect(other.result.failure?.message).toContain('connected are b, a, not a, after 5 s');
  });

  test.each([
    ['heap: { free: ">= 200000" }', 'passed'],
    ['heap: { free: "> 200000" }', 'failed'],
    ['heap: { used: "<= 80000B", lowWater: "== 90000", largest: "== 64KiB" }', 'passed'],
    ['heap: { largest: "< 64KiB" }', 'failed'],
    ['time: "<= 300ms"', 'passed'],
    ['time: "< 300ms"', 'failed'],
  ])('check %s has %s', async (check, verdict) => {
    const { result } = await run(`steps: [{ check: { ${check} } }]`, {});
    expect(result.verdict).toBe(verdict);
  });

  test('a cut link comes back after its time, unless somebody said otherwise meanwhile', async () => {
    const steps = `steps:
  - fault: { link: down, for: 30s }
  - fault: { uplink: down }
  - wait: 40s
  - fault: { link: down, for: 10s }
  - fault: { link: down }
  - wait: 20s`;
    const { bench } = await run(steps, {});
    expect(bench.deeds).toEqual([
      'link down at 300 ms',
      'uplink down at 300 ms',
      'link up at 30300 ms',
      'link down at 40300 ms',
      'link down at 40300 ms',
      'closed',
    ]);
  });

  test('variables are set from variables', async () => {
    const steps = `vars: { a: 1 }
steps:
  - set: { b: 'x\${a}' }
  - say: 'now \${b}, and $\${b} means itself'
  - { send: 'AT+\${b}' }`;
    const texts: unknown[] = [];
    const { result } = await run(steps, { 'AT+x1': ok }, () => {}, {
      onRecord: ({ kind, data }) => kind === 'scenario.say' && texts.push(data['text']),
    });
    expect(result.verdict).toBe('passed');
    expect(texts).toEqual(['now x1, and ${b} means itself']);
  });
});

describe('a run', () => {
  test('gives the same digest again, and another one when the story differs', async () => {
    const steps = 'steps: [{ send: AT }, { wait: 5s }]';
    const digest = async (script: Script) => (await run(steps, script)).result.digest;
    expect(await digest({ AT: ok })).toBe(await digest({ AT: ok }));
    expect(await digest({ AT: ok })).not.toBe(await digest({ AT: [[2, ok]] }));
  });

  test('takes its seed from the options, from the file, or as 0', async () => {
    const seed = async (steps: string, options: RunOptions) =>
      (await run(steps, {}, undefined, options)).result.seed;
    expect(await seed('steps: []', {})).toBe(0);
    expect(await seed('seed: 7\nsteps: []', {})).toBe(7);
    expect(await seed('seed: 7\nsteps: []', { seed: 9 })).toBe(9);
  });

  test('ends as interrupted when the signal says so in the middle of a wait', async () => {
    const ending = new AbortController();
    const { result, bench } = await run(
      'steps: [{ wait: 20h }]',
      {},
      ({ kernel }) => {
        const tick = () => {
          if (kernel.now > second) ending.abort();
          kernel.after(millisecond, tick);
        };
        tick();
      },
      { signal: ending.signal },
    );
    expect(result.verdict).toBe('interrupted');
    expect(result.virtualNs).toBe(second + millisecond);
    expect(bench.deeds.at(-1)).toBe('closed');
  });

  test('lets the event loop turn, so that a real signal gets through', async () => {
    const ending = new AbortController();
    setImmediate(() => ending.abort());
    const endless = ({ kernel }: ScriptedBench) => {
      const tick = () => void kernel.after(millisecond, tick);
      tick();
    };
    const { result } = await run('steps: [{ wait: 20h }]', {}, endless, { signal: ending.signal });
    expect(result.verdict).toBe('interrupted');
  });

  test('is broken when the twin breaks, and says how to see it again', async () => {
    const { result, bench } = await run('steps: [{ wait: 1s }]', {}, ({ kernel }) => {
      kernel.after(second, () => kernel.fail('two and two is four'));
    });
    expect(result.verdict).toBe('broken');
    expect(result.failure?.message).toContain('assertion failed: two and two is four');
    expect(result.failure?.replay).toBe('pnpm sim t.yaml --seed 0');
    expect(bench.deeds.at(-1)).toBe('closed');
  });

  test('is broken, too, by an error nobody foresaw', async () => {
    const { result } = await run('steps: [{ wait: 1s }]', {}, ({ kernel }) => {
      kernel.after(second, () => {
        throw new TypeError('x is undefined');
      });
    });
    expect(result).toMatchObject({ verdict: 'broken', virtualNs: second });
    expect(result.failure?.message).toContain('x is undefined');
  });

  test('shows the findings of its models', async () => {
    const { result } = await run('steps: [{ wait: 1s }]', {}, ({ kernel }) => {
      kernel.after(millisecond, () =>
        kernel.trace.emit(finding, { id: 'a.b', text: 'A surprise.' }),
      );
    });
    expect(result.findings).toEqual([{ at: millisecond, id: 'a.b', text: 'A surprise.' }]);
  });

  test('fails when the module never becomes ready', async () => {
    const { result } = await run('steps: [{ wait: 1s }]', {}, (bench) => {
      Object.assign(bench, { powerOn: () => {} });
    });
    expect(result.failure?.message).toContain('did not print "ready" within 5 s');
  });
});

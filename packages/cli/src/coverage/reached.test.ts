import type { TraceRecord } from '@w800/kernel';
import { describe, expect, it } from 'vitest';

import { engine } from '../scenario-engine.ts';
import { Reached } from './reached.ts';

const record = (kind: string, data: TraceRecord['data'] = {}): TraceRecord => ({
  at: 0,
  kind,
  data,
});
const reply = (command: string, ending: string) =>
  record('at.reply', { command, form: 'set', ending, text: undefined });
const state = (number: number) => record('session.state', { state: number });

function reachedBy(...records: readonly TraceRecord[]) {
  const reached = new Reached();
  const read = reached.reader();
  for (const each of records) read(each);
  return reached
    .forms()
    .map(({ command, states }) => [
      command,
      Object.fromEntries([...states].map(([ending, set]) => [ending, [...set]])),
    ]);
}

describe('Reached', () => {
  it('takes the state in which a line was typed, not the one it leads to', () => {
    expect(reachedBy(state(1), record('at.line'), state(4), reply('A', 'ok'))).toStrictEqual([
      ['A', { ok: [1] }],
    ]);
  });

  it('keeps that state when a further line finds the module busy', () => {
    const busy = [record('at.line'), record('at.busy')];
    expect(
      reachedBy(state(1), record('at.line'), state(4), ...busy, reply('A', 'ok')),
    ).toStrictEqual([['A', { ok: [1] }]]);
  });

  it('begins in state 0 again after a reset, and forgets the line it cut off', () => {
    expect(
      reachedBy(state(4), record('at.line'), record('module.power'), reply('A', 'ok')),
    ).toStrictEqual([['A', { ok: [0] }]]);
  });

  it('begins in state 0 again with every run, and adds the runs up', () => {
    const reached = new Reached();
    for (const number of [3, 0]) {
      const read = reached.reader();
      if (number > 0) read(state(number));
      read(record('at.line'));
      read(reply('A', 'error'));
    }
    expect([...(reached.forms()[0]?.states.get('error') ?? [])]).toStrictEqual([3, 0]);
  });

  it('reads what the twin records of a real run', async () => {
    const text = [
      'name: Every form and ending of an idle module',
      'steps:',
      '  - send: AT',
      '  - send: AT+MQTTCONN?',
      '  - send: AT+MQTTCONN=?',
      '  - { send: AT+MQTTCLEAN=0, expect: ERROR }',
      '  - { send: AT+MQTTCLEAN, expect: CMD PARSE ERR }',
      '  - { send: AT+NOTHING, expect: CMD FORMAT ERR }',
      '  - send: AT+MQTTUSERCFG=0,1,"a","","",0,0,""',
      '  - send: AT+MQTTCLEAN=0',
    ].join('\n');
    const loaded = engine.load(text, 'forms.yaml');
    if (!loaded.ok) throw new Error(loaded.problems[0]?.what);
    const reached = new Reached();
    const signal = new AbortController().signal;
    const onRecord = reached.reader();
    await engine.run(loaded.scenario, { seed: 0, dialect: 'docs', signal, onRecord });
    expect(
      reached.forms().map(({ command, form, states }) => [command, form, ...states]),
    ).toStrictEqual([
      ['', '', ['format-error', new Set([0])]],
      ['AT', 'execute', ['ok', new Set([0])]],
      ['AT+MQTTCLEAN', 'set', ['error', new Set([0])], ['ok', new Set([1])]],
      ['AT+MQTTCLEAN', 'execute', ['parse-error', new Set([0])]],
      ['AT+MQTTCONN', 'query', ['ok', new Set([0])]],
      ['AT+MQTTCONN', 'test', ['ok', new Set([0])]],
      ['AT+MQTTUSERCFG', 'set', ['ok', new Set([0])]],
    ]);
  });
});

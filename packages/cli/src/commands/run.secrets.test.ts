import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { engine } from '../scenario-engine.ts';
import { runProgram } from '../program.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { testShell } from '../testing/test-shell.ts';

const password = 'Geheim-4711';
const wifiPassword = 'Keller-0815';

/** Over TLS, with a user, and it fails in the end. */
const scenario = `
name: Secrets
world:
  wifi: { ssid: cellar, password: ${wifiPassword} }
  broker:
    host: broker.lan
    port: 8883
    tls: true
    users: [{ username: me, password: ${password} }]
steps:
  - send: AT+CWJAP="cellar","${wifiPassword}"
    expect: [OK, WIFI GOT IP]
    within: 15s
  - send: AT+MQTTUSERCFG=0,2,"module","me","${password}",0,0,""
  - send: AT+MQTTCONN=0,"broker.lan",8883,0
    within: 60s
  - send: AT+MQTTUSERCFG?
    expect: '+MQTTUSERCFG:0,1,"module","me","${password}",0,0,""'
    within: 1s
`;

/** Everything a run leaves, by its file; what was printed has an empty name. */
async function leavings(...words: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const cwd = temporaryFolder({ 'a.yaml': scenario });
  const shell = testShell({ cwd });
  await runProgram(['a.yaml', ...words], {
    shell,
    signal: new AbortController().signal,
    importEngine: () => Promise.resolve({ engine }),
    engineUrl: '',
    workerUrl: '',
  });
  const names = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.\w+$/.test(name) && name !== 'a.yaml',
  );
  const written = names.map((name): [string, string] => [
    name,
    readFileSync(join(cwd, name), 'utf8'),
  ]);
  return new Map([['', shell.out.text + shell.err.text], ...written]);
}

const everything = [
  ['--reporter', 'pretty'],
  ...['json', 'junit', 'tap'].map((name) => ['--reporter', `${name}=report.${name}`]),
  ['--reporter', 'github'],
  ['--log', 'log.jsonl'],
  ['--record', 'r'],
].flat();

describe('What a run prints and writes', () => {
  it('has no password in it, and the secrets of its session only where they belong', async () => {
    const left = await leavings(...everything);
    expect([...left.keys()].toSorted()).toEqual([
      '',
      'log.jsonl',
      'r/a.keys.log',
      'r/a.ndjson',
      'r/meta.json',
      'report.json',
      'report.junit',
      'report.tap',
    ]);
    const [, line = ''] = left.get('r/a.keys.log')?.split('\n') ?? [];
    const [, random = '', master = ''] = line.split(' ');
    expect([random.length, master.length]).toEqual([64, 96]);
    const raw = Buffer.from(master, 'hex');
    const hidden = [password, wifiPassword, master, raw.toString('base64'), raw.toString('latin1')];
    for (const [file, text] of left) {
      expect(text.length).toBeGreaterThan(100);
      const found = hidden.filter((secret) => text.includes(secret));
      expect([file, found]).toEqual([file, file === 'r/a.keys.log' ? [master] : []]);
    }
    const printed = left.get('') ?? '';
    expect(printed).toContain('AT+MQTTUSERCFG=0,2,"module","me","***",0,0,""');
    expect(printed).toContain('+MQTTUSERCFG:0,2,"module","me","***",0,0,""');
  });

  it('has the passwords in it with --show-secrets, and the same digest', async () => {
    const left = await leavings(...everything, '--show-secrets');
    for (const [file, text] of left) {
      if (file === 'r/meta.json' || file === 'r/a.keys.log') continue;
      expect([file, text.includes(password)]).toEqual([file, true]);
    }
    const masked = await leavings(...everything);
    expect(digestIn(left)).toBe(digestIn(masked));
    expect(digestIn(left)).toMatch(/^[0-9a-f]{16}$/);
  });
});

function digestIn(left: ReadonlyMap<string, string>): string | undefined {
  return /"digest": "(\w+)"/.exec(left.get('report.json') ?? '')?.[1];
}

import type { TraceRecord } from '@w800/kernel';
import { readPrivateKey, testClient } from '@w800/tls';
import { describe, expect, test } from 'vitest';
import { loadScenario } from '../load-scenario.ts';
import { runScenario } from '../run-scenario.ts';
import type { ScenarioResult } from '../scenario-result.ts';
import { latin1, latin1Bytes } from '../show-bytes.ts';
import { flatten, leaksOf } from '../testing/leaks.ts';
import { openTwinBench } from '../twin-bench.ts';

const wifiPassword = 'Wi-Fi of the cellar';
const userPassword = String.raw`pa"ss,wo\rd-4711`;
const typedPassword = String.raw`pa\"ss\,wo\\rd-4711`;
const longPassword = Array.from({ length: 1_024 }, (_one, index) =>
  String.fromCharCode(33 + ((index * 7) % 90)),
).join('');

/** All that is handed out of a run. */
interface Told {
  readonly result: ScenarioResult;
  readonly written: ReadonlyMap<string, string>;
  readonly secretLines: readonly string[];
  readonly records: readonly TraceRecord[];
}

async function run(text: string, options: { showSecrets?: boolean } = {}): Promise<Told> {
  const loaded = loadScenario(text, 'a.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const records: TraceRecord[] = [];
  const written = new Map<string, string>();
  const add = (where: string, more: string): void =>
    void written.set(where, (written.get(where) ?? '') + more);
  const secretLines: string[] = [];
  const result = await runScenario(loaded.scenario, {
    ...options,
    onRecord(record) {
      records.push(record);
      add(record.kind, `${flatten(record.data)}\n`);
      // A secret may be cut in pieces by the records of one stream.
      const { data } = record;
      if (data['bytes'] instanceof Uint8Array) add(`${record.kind} bytes`, latin1(data['bytes']));
      if (data['payload'] instanceof Uint8Array) {
        add(`${record.kind} from ${flatten(data['source'])}`, latin1(data['payload']));
      }
    },
    onBytes: (from, bytes) => add(`line from ${from}`, latin1(bytes)),
    onStep: ({ text: step }) => add('steps', `${step}\n`),
    secrets: (line) => secretLines.push(line),
  });
  add('result', flatten(result));
  add('failure', JSON.stringify(result.failure ?? ''));
  return { result, written, secretLines, records };
}

function leaks({ written }: Told, ...secrets: readonly string[]): readonly string[] {
  return secrets.flatMap((secret) => leaksOf(latin1Bytes(secret), written));
}

/** @param port where the broker listens, and how */
function scenario(scheme: number, port: string, last: string): string {
  return `
name: Secrets
world:
  wifi: { ssid: cellar, password: ${wifiPassword} }
  broker: { host: broker.lan, ${port}, users: [{ username: me, password: '${userPassword}' }] }
steps:
  - send: ATE1
  - send: AT+CWJAP="cellar","${wifiPassword}"
    expect: [OK, WIFI GOT IP]
    within: 15s
  - send: AT+MQTTUSERCFG=0,${scheme},"module","me","${typedPassword}",0,0,"/mqtt"
  - send: AT+MQTTUSERCFG?
  - send: AT+MQTTCONN=0,"broker.lan",8883,0
    within: 60s
  - send: AT+MQTTPUB=0,"topic","hello",1,0
  - broker: { received: { topic: topic } }
  ${last}
`;
}

const fails = '- expect: never said\n    within: 1s';

/** The PEM text of a key line by line, and its bytes. */
function keyLeaks(told: Told): readonly string[] {
  const { keyPem } = testClient;
  const key = readPrivateKey(keyPem);
  if (key.kind !== 'rsa') throw new Error('an RSA key was expected');
  const lines = keyPem.split('\n').filter((line) => /^[\w+/=]{20,}$/.test(line));
  expect(lines.length).toBeGreaterThan(10);
  return [...leaks(told, ...lines), ...leaksOf(key.der, told.written)];
}

describe('What is handed out of a run', () => {
  test.each([
    ['TCP', 1, 'port: 8883'],
    ['TLS', 2, 'port: 8883, tls: true'],
    ['TLS with a client certificate', 4, 'port: 8883, tls: { clientCertificate: required }'],
    ['WebSocket', 6, 'port: 8883, websocket: true'],
    ['both', 9, 'port: 8883, tls: { clientCertificate: required }, websocket: true'],
  ])('over %s has no password, no key and no session secret in it', async (_how, scheme, port) => {
    const told = await run(scenario(scheme, port, fails));
    expect(told.result.failure?.message).toContain('"never said"');
    expect(leaks(told, wifiPassword, userPassword, typedPassword)).toEqual([]);
    const isSecure = port.includes('tls');
    expect(told.secretLines).toHaveLength(isSecure ? 1 : 0);
    for (const line of told.secretLines) {
      const master = Buffer.from(line.split(' ')[2] ?? '', 'hex');
      expect([master.length, leaksOf(master, told.written)]).toEqual([48, []]);
    }
    expect(keyLeaks(told)).toEqual([]);
  });

  test('is looked through as it should be: the passwords are found if they are asked for', async () => {
    const told = await run(scenario(1, 'port: 8883', fails), { showSecrets: true });
    const places = leaks(told, userPassword).map((place) => place.replace(/ from [\d.]+/, ''));
    expect(new Set(places)).toEqual(
      new Set(
        ['uart.tx', 'uart.tx bytes', 'line from module', 'result', 'tcp.segment'].map(
          (one) => `${one}: as it is`,
        ),
      ),
    );
    const typed = ['at.line', 'uart.rx', 'uart.rx bytes', 'line from host', 'steps'];
    expect(leaks(told, typedPassword)).toEqual(
      expect.arrayContaining(typed.map((one) => `${one}: as it is`)),
    );
    expect(leaks(told, wifiPassword)).toContain('nv.write: as it is');
  });

  test.each([
    ['TCP', 1, 'port: 8883'],
    ['WebSocket', 6, 'port: 8883, websocket: true'],
  ])(
    'has the password of CONNECT over %s hidden byte for byte in one segment',
    async (_how, scheme, port) => {
      const [hidden, shown] = await Promise.all(
        [false, true].map(async (showSecrets) => {
          const { records } = await run(scenario(scheme, port, fails), { showSecrets });
          return records
            .filter(({ kind }) => kind === 'tcp.segment')
            .map(({ data }) => data['payload']);
        }),
      );
      const differing = hidden?.flatMap((payload, index) => {
        const other = shown?.[index];
        if (!(payload instanceof Uint8Array) || !(other instanceof Uint8Array)) return [];
        const count = payload.filter((byte, at) => byte !== other[at]).length;
        return count === 0 ? [] : [count];
      });
      // A byte of it may be the very one that stands for the hidden ones.
      expect(differing).toHaveLength(1);
      expect(differing?.[0]).toBeGreaterThanOrEqual(userPassword.length - 1);
      expect(differing?.[0]).toBeLessThanOrEqual(userPassword.length);
    },
  );

  test('has the same digest with passwords and without, and another with another password', async () => {
    const text = scenario(1, 'port: 8883', '');
    const digest = async (of: string, showSecrets: boolean): Promise<string> => {
      const { result } = await run(of, { showSecrets });
      expect(result.verdict).toBe('passed');
      return result.digest;
    };
    const masked = await digest(text, false);
    expect(await digest(text, true)).toBe(masked);
    expect(await digest(text.replaceAll('4711', '4712'), false)).not.toBe(masked);
  });
});

test('a fault of the twin is told without what was typed', async () => {
  const loaded = loadScenario(scenario(1, 'port: 8883', ''), 'a.yaml');
  if (!loaded.ok) throw new Error('it is a scenario');
  const result = await runScenario(loaded.scenario, {
    async openBench({ world }, kernel, dialect) {
      kernel.trace.onAny(({ kind, data }) => {
        const { command } = data;
        if (kind === 'at.reply' && command === 'AT+MQTTUSERCFG') kernel.fail('planted');
      });
      return openTwinBench(kernel, world, dialect);
    },
  });
  expect(result.failure?.message).toMatch(
    /at\.line \{"line":"AT\+MQTTUSERCFG=0,1,\*{3}\n.*at\.reply/s,
  );
  const told = new Map([['result', flatten(result)]]);
  expect(leaksOf(latin1Bytes(typedPassword), told)).toEqual([]);
  expect(leaksOf(latin1Bytes(JSON.stringify(typedPassword).slice(1, -1)), told)).toEqual([]);
});

describe('A password', () => {
  const longSteps = (last: string): string => `
name: Long
steps:
  - send: ATE1
  - send: AT+MQTTUSERCFG=0,1,"","","",0,0,""
  - send: AT+MQTTLONGPASSWORD=0,1024
    expect: [OK, '>']
  - data: ${JSON.stringify(longPassword)}
    ${last}
`;

  test('of 1,024 bytes that is typed as data is not told, nor where the module prints it', async () => {
    const printed = await run(`${longSteps('')}  - send: AT+MQTTUSERCFG?\n  ${fails}`);
    expect(printed.result.failure?.message).toContain('"never said"');
    const { transcript = [] } = printed.result.failure ?? {};
    expect(transcript.map(({ text }) => text)).toContain('+MQTTUSERCFG:0,1,"","","***",0,0,""');
    expect(leaks(printed, longPassword, longPassword.slice(0, 20))).toEqual([]);
    expect(leaks(printed, longPassword.slice(500, 520), longPassword.slice(-20))).toEqual([]);
  });

  test('typed as data by the very step that fails is not told', async () => {
    const told = await run(longSteps('expect: never said\n    within: 1s'));
    const { step, transcript = [] } = told.result.failure ?? {};
    expect(step).toBe('data: ***');
    expect(transcript.map(({ direction, text }) => `${direction} ${text}`)).toContain('host ***');
    expect(leaks(told, longPassword.slice(0, 20))).toEqual([]);
  });

  test.each([
    ['in pieces', ['AT+MQTTUSERCFG=0,1,"module","me","Geh', 'eim-4711",0,0,""\r\n']],
    ['a byte at a time', Array.from('AT+MQTTUSERCFG=0,1,"m","","Geheim-4711",0,0,""\r\n')],
  ])('that is typed %s is not told', async (_how, pieces) => {
    const steps = pieces.map(
      (raw) => `  - send: { raw: ${JSON.stringify(raw)} }\n    expect: []\n  - wait: 20ms`,
    );
    const told = await run(
      `name: Pieces\nsteps:\n${steps.join('\n')}\n  - send: AT+MQTTUSERCFG?\n  ${fails}`,
    );
    expect(told.result.failure?.message).toContain('"never said"');
    const { steps: _own, ...rest } = Object.fromEntries(told.written);
    const outside = new Map(Object.entries(rest).filter(([kind]) => kind !== 'scenario.step'));
    expect(leaks({ ...told, written: outside }, 'Geheim-4711', 'Geheim', 'eim-4711')).toEqual([]);
  });

  test.each([
    ['with an argument too few', 'AT+MQTTUSERCFG=0,1,"me","Geheim-4711",0,0,""'],
    ['with a name nobody has', 'AT+XMQTTUSERCFG=0,1,"module","me","Geheim-4711",0,0,""'],
    ['in small letters', 'at+mqttusercfg=0,1,"module","me","Geheim-4711",0,0,""'],
    ['with a comma that is not escaped', 'AT+MQTTUSERCFG=0,1,"module","me","Geheim,-4711",0,0,""'],
    ['of the softAP', 'AT+CWSAP="kitchen","Geheim-4711",5,99'],
    ['of an access point', 'AT+CWJAP="cellar",Geheim-4711'],
  ])('in a line that is refused, %s, is not told', async (_how, line) => {
    const told = await run(
      `name: Refused\nsteps:\n  - send: ATE1\n  - send: ${JSON.stringify(line)}\n    within: 1s`,
    );
    expect(told.result.verdict).toBe('failed');
    expect(leaks(told, 'Geheim', '-4711')).toEqual([]);
  });

  test('that ESP-AT takes in one line is not told', async () => {
    const line = 'AT+MQTTPASSWORD=0,"Geheim-4711"';
    const told = await run(
      `name: One line\ndialect: esp-at\nsteps:\n  - send: AT+MQTTUSERCFG=0,1,"","","",0,0,""\n  - send: ${line}\n  - send: AT+MQTTUSERCFG?\n  ${fails}`,
    );
    expect(told.result.failure?.message).toContain('"never said"');
    expect(leaks(told, 'Geheim', '4711')).toEqual([]);
  });

  test('of a softAP and of who joins it is not told', async () => {
    const told = await run(`
name: Kitchen
world: { wifi: { ssid: cellar, password: Geheim-4711 } }
steps:
  - send: AT+CWMODE=2
  - send: AT+CWSAP="kitchen","Geheim-4712",5,3,2
  - send: AT+CWSAP?
  - station: { join: kitchen, password: 'Geheim-4712', mac: '02:00:00:00:00:11' }
  - fault: { wrong-password: { password: Geheim-4713 } }
  - expect: '+CWSAP:"kitchen","Geheim-4712",4,3,2'
    within: 1s
`);
    expect(told.result.failure?.expected).toContain('"***"');
    expect(leaks(told, 'Geheim')).toEqual([]);
  });

  test('on a line that garbles it is not told', async () => {
    const lines = Array.from(
      { length: 40 },
      () =>
        '  - send: AT+MQTTUSERCFG=0,1,"m","me","Geheim-4711",0,0,""\n    expect: []\n  - wait: 50ms',
    );
    const told = await run(
      `name: Noise\nsteps:\n  - send: AT+MQTTUSERCFG=0,1,"m","me","Geheim-4711",0,0,""\n` +
        `  - fault: { noise: { bitsPerMillion: 3000 } }\n${lines.join('\n')}\n  ${fails}`,
    );
    const refused = told.records.filter(({ data }) => data['ending'] === 'format-error');
    expect(refused.length).toBeGreaterThan(2);
    expect(leaks(told, 'Geheim-4711')).toEqual([]);
  });
});

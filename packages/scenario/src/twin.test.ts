import { afterEach, describe, expect, test } from 'vitest';
import { createTwin } from './create-twin.ts';
import { loadScenario } from './load-scenario.ts';
import { runScenario } from './run-scenario.ts';
import type { ScenarioResult } from './scenario-result.ts';
import type { Twin, TwinOptions } from './twin.ts';

const world = `world:
  wifi: { ssid: home, password: "12345678" }
  broker: { host: 192.168.10.234, port: 1883 }
`;

const example = `name: A reading reaches the broker, and the session survives a lost link
${world}steps:
  - send: AT+CWMODE=1
  - send: AT+CWJAP="home","12345678"
    expect: [WIFI CONNECTED, OK, WIFI GOT IP]
    within: 15s
  - send: AT+MQTTUSERCFG=0,1,"W800","WinnerMicro","1234567890",0,0,""
  - send: AT+MQTTCONN=0,"192.168.10.234",1883,1
    expect: ['+MQTTCONNECTED:0,1,"192.168.10.234",1883,"",1', OK]
  - send: AT+MQTTPUB=0,"topic","hello",1,0
  - broker: { received: { topic: topic, payload: hello, qos: 1 } }
  - fault: { link: down, for: 30s }
  - expect: '+MQTTDISCONNECTED:0'
    within: 300s
  - check: { heap: { free: ">= 100KiB" } }
`;

async function run(text: string, seed = 0): Promise<ScenarioResult> {
  const loaded = loadScenario(text, 'f.yaml');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return runScenario(loaded.scenario, { seed });
}

describe('a scenario on a twin', () => {
  test('the example of the house passes', async () => {
    const result = await run(example);
    expect(result.failure).toBeUndefined();
    expect(result).toMatchObject({ verdict: 'passed', stepsDone: 9 });
  });

  test('the same seed tells the same story, another seed another one', async () => {
    const first = await run(example, 5);
    expect((await run(example, 5)).digest).toBe(first.digest);
    expect((await run(example, 6)).digest).not.toBe(first.digest);
  });

  test('data follows its prompt, and a received payload may hold anything', async () => {
    const result = await run(`name: t
${world}steps:
  - { send: AT+CWMODE=1 }
  - { send: 'AT+CWJAP="home","12345678"', within: 15s }
  - { send: 'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""' }
  - { send: 'AT+MQTTCONN=0,"192.168.10.234",1883,0' }
  - broker: { clients: [W800] }
  - { send: 'AT+MQTTSUB=0,"down",1' }
  - broker: { publish: { topic: down, payload: { hex: "4f4b 0d0a 4f4b 0d0a 00 3e ff" }, qos: 1 } }
  - expect: { regex: '^\\+MQTTSUBRECV:0,"down",(?<count>\\d+),' }
  - { send: 'AT+MQTTPUBRAW=0,"up",\${count},1,0' }
  - { data: { size: 11 }, expect: '+MQTTPUB:OK' }
  - broker: { received: { topic: up, payload: { size: 11 }, qos: 1, retain: false } }
  - broker: { disconnect: W800 }
  - expect: '+MQTTDISCONNECTED:0'
  - broker: { clients: [] }
`);
    expect(result.failure).toBeUndefined();
    expect(result.verdict).toBe('passed');
  });

  test('a broker with a name is found by it, and users keep others out', async () => {
    const result = await run(`name: t
world:
  wifi: { ssid: home, password: "12345678" }
  broker:
    - { host: mqtt.example, users: [{ username: u, password: p }] }
    - { host: other.example }
steps:
  - { send: AT+CWMODE=1 }
  - { send: 'AT+CWJAP="home","12345678"', within: 15s }
  - { send: 'AT+MQTTUSERCFG=0,1,"c","u","wrong",0,0,""' }
  - { send: 'AT+MQTTCONN=0,"mqtt.example",1883,0', expect: ERROR }
  - { send: 'AT+MQTTUSERCFG=0,1,"c","u","p",0,0,""' }
  - { send: 'AT+MQTTCONN=0,"mqtt.example",1883,0' }
  - broker: { clients: [c] }
  - broker: { host: other.example, clients: [] }
`);
    expect(result.failure).toBeUndefined();
  });

  test('a wrong password ends a join at once, long before the time limit', async () => {
    const text = `name: t\n${world}steps:
  - { send: AT+CWMODE=1 }
  - { send: 'AT+CWJAP="home","87654321"', expect: [WIFI CONNECTED, OK], within: 1h }
`;
    const result = await run(text);
    expect(result.failure).toMatchObject({ line: 7, expected: '"WIFI CONNECTED"', got: ['ERROR'] });
    expect(result.virtualNs).toBeLessThan(60_000_000_000);
  });

  test('a world that cannot be fails the scenario, not the twin', async () => {
    // Which address an access point takes for itself shows only when the world is built.
    const servers = '{ 192.168.10.1: { latency: 1ms } }';
    const result = await run(
      `name: t\nworld: { wifi: { ssid: a }, links: { servers: ${servers} } }\nsteps: []`,
    );
    expect(result.verdict).toBe('failed');
    expect(result.failure?.message).toContain('192.168.10.1');
  });

  test('a topic no message can have fails its step, not the twin', async () => {
    const publish = "broker: { publish: { topic: 'a/+', payload: x } }";
    const result = await run(`name: t\n${world}steps: [{ ${publish} }]`);
    expect(result.verdict).toBe('failed');
    expect(result.failure).toMatchObject({ line: 5, column: 9 });
    expect(result.failure?.message).toContain('"a/+"');
  });
});

describe('the same in TypeScript', () => {
  let twin: Twin | undefined;
  const open = async (options: TwinOptions): Promise<Twin> => (twin = await createTwin(options));
  afterEach(() => twin?.close());

  test('a twin is typed at, listened to, and its broker looked at', async () => {
    const module = await open({
      world: {
        wifi: { ssid: 'home', password: '12345678' },
        broker: { host: '192.168.10.234' },
      },
    });
    await module.exchange('AT+CWMODE=1');
    await module.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
    await module.exchange('AT+CWSTATE?', { regex: '^\\+CWSTATE:(?<state>\\d)' });
    expect(module.variables.get('state')).toBe('2');
    await module.exchange('AT+MQTTUSERCFG=0,1,"c","","",0,0,""');
    await module.exchange('AT+MQTTCONN=0,"192.168.10.234",1883,0');
    await module.clients(['c']);
    await module.exchange('AT+MQTTPUBRAW=0,"t",2,1,0');
    await module.data('hi', '+MQTTPUB:OK');
    await module.received({ topic: 't', qos: 1 });
    await module.exchange('AT+MQTTSUB=0,"in",0');
    module.publish({ topic: 'in', payload: 'x' });
    await module.expect('+MQTTSUBRECV:0,"in",1,x');
    await expect(module.expect('more', { within: '2s' })).rejects.toThrow('within 2 s');
  });
});

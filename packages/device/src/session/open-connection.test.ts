import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { lastingBytesMax } from '../testing/held-memory.ts';
import { MqttDesk } from '../testing/mqtt-desk.ts';

const error = '\r\nERROR\r\n';
const connect = 'AT+MQTTCONN=0,"10.0.0.9",1883,0\r\n';

test.each([
  ['a connection that would take until 40 s', 20_000, 30],
  ['a name that is found after 35 s, which bounds itself', 35_000, 35],
])('CONN-19: %s is given up at its limit, and nothing is left of it', async (_what, ms, limit) => {
  const desk = await MqttDesk.inState(1);
  const before = desk.module.heap.freeBytes;
  desk.medium.latencyMs = ms;
  const from = desk.kernel.now;
  desk.type(connect);
  const at = await desk.untilPrinted(error, 60_000);
  expect((at - from) / second).toBeGreaterThanOrEqual(limit);
  expect((at - from) / second).toBeLessThan(limit + 0.1);
  await desk.run(120_000);
  expect(desk.broker.connectionCount).toBe(0);
  // The client's task stays; it is created before the name is asked for.
  expect(before - desk.module.heap.freeBytes).toBe(lastingBytesMax);
  expect(desk.read()).toBe('');
  expect(await desk.state()).toBe(1);
});

test('CONN-28: a slow network that keeps within the limit is waited for', async () => {
  const desk = await MqttDesk.inState(1);
  desk.medium.latencyMs = 14_000;
  desk.type(connect);
  await desk.run(27_900);
  expect(desk.read()).toBe('');
  await desk.run(200);
  expect(desk.read()).toBe('+MQTTCONNECTED:0,1,"10.0.0.9",1883,"",0\r\n\r\nOK\r\n');
});

import { millisecond, second, type Instant } from '@w800/kernel';
import { expect, test } from 'vitest';
import { connectedRig, Rig } from '../testing/rig.ts';
import { wire } from '../testing/wire-bytes.ts';

const start = 1 * second;

/** When the client wrote a packet that begins with this byte. */
function sentAt(rig: Rig, firstByte: number): Instant[] {
  return rig.peer.writes.filter(({ bytes }) => bytes[0] === firstByte).map(({ at }) => at);
}

function pings(rig: Rig): Instant[] {
  return sentAt(rig, 0xc0);
}

/** Answers every PINGREQ after a delay, until an instant. */
async function answerPings(rig: Rig, until: Instant, delay: number): Promise<void> {
  for (let answered = 0; rig.kernel.now < until;) {
    await rig.kernel.run(until, () => pings(rig).length > answered);
    if (pings(rig).length === answered) return;
    answered += 1;
    await rig.until(Math.min(rig.kernel.now + delay, until));
    if (rig.kernel.now < until) await rig.deliver(wire.pingresp);
  }
}

test.each([1, 2, 7, 10, 60, 120, 7200])(
  'CONNCFG-08 [MQTT-3.1.2-23]: an idle client with keepalive %i s sends PINGREQ at the keepalive',
  async (keepaliveSeconds) => {
    const rig = await connectedRig({}, { keepaliveSeconds });
    await rig.until(start + keepaliveSeconds * second - 1);
    expect(pings(rig)).toEqual([]);
    await rig.until(start + keepaliveSeconds * second);
    expect(pings(rig)).toEqual([start + keepaliveSeconds * second]);
    expect(rig.sent()).toEqual(wire.pingreq);
  },
);

test('ruling 9: what falls due between two checks waits for the next, 5 s apart at 120 s', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 120 });
  await rig.until(start + 1);
  // One nanosecond after a check, so the packet is 120 s old one nanosecond after another.
  await rig.publish('t', 'a', 0);
  await rig.deliver(wire.publish('t', 'b'));
  await rig.until(start + 125 * second - 1);
  expect(pings(rig)).toEqual([]);
  await rig.until(start + 125 * second);
  expect(pings(rig)).toEqual([start + 125 * second]);
});

test.each([
  [1, 100 * millisecond],
  [7, 700 * millisecond],
  [50, 5 * second],
  [51, 5 * second],
])('ruling 9: with keepalive %i s the checks are %i ns apart', async (keepaliveSeconds, step) => {
  const rig = await connectedRig({}, { keepaliveSeconds });
  await rig.until(start + 1);
  await rig.publish('t', 'a', 0);
  await rig.deliver(wire.publish('t', 'b'));
  const due = keepaliveSeconds * second + 1;
  const expected = start + Math.ceil(due / step) * step;
  await rig.until(expected - 1);
  expect(pings(rig)).toEqual([]);
  await rig.until(expected);
  expect(pings(rig)).toEqual([expected]);
  expect(expected).toBeLessThan(start + 1.5 * keepaliveSeconds * second);
});

test('ruling 9: sending alone, or receiving alone, does not put PINGREQ off', async () => {
  const sending = await connectedRig({}, { keepaliveSeconds: 10 });
  const receiving = await connectedRig({}, { keepaliveSeconds: 10 });
  for (let elapsed = 3; elapsed < 10; elapsed += 3) {
    await sending.until(start + elapsed * second);
    await sending.publish('t', 'x', 0);
    await receiving.until(start + elapsed * second);
    await receiving.deliver(wire.publish('t', 'x'));
  }
  await sending.until(start + 11 * second);
  await receiving.until(start + 11 * second);
  expect(pings(sending)).toEqual([start + 10 * second]);
  expect(pings(receiving)).toEqual([start + 10 * second]);
});

test('ruling 9: both together do', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 10 });
  await rig.until(start + 4 * second);
  await rig.publish('t', 'x', 0);
  await rig.deliver(wire.publish('t', 'x'));
  await rig.until(start + 14 * second - 1);
  expect(pings(rig)).toEqual([]);
  await rig.until(start + 14 * second);
  expect(pings(rig)).toEqual([start + 14 * second]);
});

test('part of a packet is not yet a packet received', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 10 });
  await rig.until(start + 4 * second);
  await rig.publish('t', 'x', 0);
  await rig.deliver(wire.publish('t', 'x').slice(0, -1));
  await rig.until(start + 10 * second);
  expect(pings(rig)).toEqual([start + 10 * second]);
});

test('NOTE-04: without PINGRESP the session ends a further keepalive later, DISCONNECT first', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 60 });
  await rig.until(start + 120 * second - 1);
  expect(rig.log).toEqual([]);
  expect(rig.sent()).toEqual(wire.pingreq);
  await rig.until(start + 120 * second);
  expect(rig.log).toEqual(['closed keepalive']);
  expect(rig.sent()).toEqual(wire.disconnect);
  expect(rig.peer.endedAt).toBe(start + 120 * second);
  expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
});

test('only PINGRESP counts as an answer', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 60 });
  for (let elapsed = 70; elapsed < 120; elapsed += 10) {
    await rig.until(start + elapsed * second);
    await rig.deliver(wire.publish('t', 'x'));
    await rig.publish('t', 'x', 0);
  }
  await rig.until(start + 120 * second);
  expect(rig.closedAt).toBe(start + 120 * second);
});

test('[MQTT-3.12.4-1]: a session whose pings are answered lives on, one PINGREQ a keepalive', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 60 });
  await answerPings(rig, start + 3_600 * second, 0);
  expect(pings(rig)).toHaveLength(60);
  expect(rig.client.connected).toBe(true);
});

test('answers that take time never stretch the gap beyond the keepalive and one check', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 60 });
  await answerPings(rig, start + 3_600 * second, 300 * millisecond);
  const times = pings(rig);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(new Set(gaps)).toEqual(new Set([60 * second]));
  expect(rig.client.connected).toBe(true);
});

test('a PINGRESP nobody asked for is taken silently', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 60 });
  await rig.deliver(wire.pingresp);
  expect(rig.client.connected).toBe(true);
});

test('keepalive 0 switches the keepalive off', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 0 });
  const events = rig.kernel.eventCount;
  await rig.until(24 * 3_600 * second);
  expect(rig.kernel.eventCount).toBe(events);
  expect(rig.client.connected).toBe(true);
});

test('an idle day with keepalive 120 costs one event a ping, and no polling', async () => {
  const rig = await connectedRig({}, { keepaliveSeconds: 120 });
  const before = rig.kernel.eventCount;
  await answerPings(rig, start + 24 * 3_600 * second, 0);
  expect(pings(rig)).toHaveLength(720);
  // The alarm itself and the test's own delivery of the answer.
  expect(rig.kernel.eventCount - before).toBeLessThanOrEqual(2 * 720);
});

test('a CONNACK that was slow puts the first check one step later, not into the past', async () => {
  const rig = new Rig();
  await rig.connect({ keepaliveSeconds: 1 });
  await rig.until(20 * second);
  await rig.deliver(wire.connack());
  await rig.until(20 * second + 100 * millisecond);
  expect(pings(rig)).toEqual([20 * second + 100 * millisecond]);
});

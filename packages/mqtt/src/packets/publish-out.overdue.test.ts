import { second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { KeptSession } from '../testing/kept-session.ts';
import { connectedRig } from '../testing/rig.ts';
import { wire } from '../testing/wire-bytes.ts';

const start = 1 * second;
const limit = 10 * second;

function published(payload: string, qos: 0 | 1 | 2, id?: number, flags = 0): number[] {
  return wire.publish('t', payload, id, (qos << 1) | flags);
}

const blocking = { overdueBlocks: true } as const;

test.each([0, 1, 2] as const)(
  'ruling 8, firmware: what is overdue blocks QoS %i until it is acknowledged',
  async (qos) => {
    const rig = await connectedRig(blocking);
    await rig.publish('t', 'overdue', 1);
    await rig.until(start + limit);
    rig.sent();
    await rig.publish('t', 'next', qos);
    await rig.until(start + limit + 5 * second);
    expect(rig.sent()).toEqual([]);
    await rig.deliver(wire.puback(1));
    expect(rig.sent()).toEqual(published('next', qos, qos === 0 ? undefined : 2));
    expect(rig.log).toEqual(['publish overdue timeout', ...(qos === 0 ? ['publish next ok'] : [])]);
  },
);

test('ruling 8, firmware: what is blocked ends after its own 10 s and is never sent', async () => {
  const rig = await connectedRig(blocking);
  await rig.publish('t', 'overdue', 2);
  await rig.until(start + limit);
  rig.sent();
  await rig.publish('t', 'a', 0);
  await rig.publish('t', 'b', 1);
  await rig.until(start + 2 * limit - 1);
  expect(rig.log).toEqual(['publish overdue timeout']);
  await rig.until(start + 2 * limit);
  expect(rig.log.slice(1)).toEqual(['publish a timeout', 'publish b timeout']);
  expect(rig.heap.usedBy('mqtt.publish')).toBe(0);
  await rig.deliver(wire.pubrec(1));
  await rig.deliver(wire.pubcomp(1));
  expect(rig.sent()).toEqual(wire.pubrel(1));
  await rig.publish('t', 'c', 0);
  expect(rig.sent()).toEqual(published('c', 0));
});

test('ruling 8, firmware: PUBREC alone does not unblock', async () => {
  const rig = await connectedRig(blocking);
  await rig.publish('t', 'overdue', 2);
  await rig.until(start + limit);
  await rig.publish('t', 'next', 0);
  rig.sent();
  await rig.deliver(wire.pubrec(1));
  expect(rig.sent()).toEqual(wire.pubrel(1));
  await rig.deliver(wire.pubcomp(1));
  expect(rig.sent()).toEqual(published('next', 0));
});

test('firmware: QoS 0 waits for the exchange in flight, and for those before it in the queue', async () => {
  const rig = await connectedRig(blocking);
  await rig.publish('t', 'a', 1);
  await rig.publish('t', 'b', 0);
  await rig.publish('t', 'c', 1);
  await rig.publish('t', 'd', 0);
  await rig.publish('t', 'e', 0);
  expect(rig.sent()).toEqual(published('a', 1, 1));
  await rig.deliver(wire.puback(1));
  expect(rig.sent()).toEqual([...published('b', 0), ...published('c', 1, 2)]);
  await rig.deliver(wire.puback(2));
  expect(rig.sent()).toEqual([...published('d', 0), ...published('e', 0)]);
  const ends = ['a', 'b', 'c', 'd', 'e'].map((payload) => `publish ${payload} ok`);
  expect(rig.log).toEqual(ends);
});

test('with nothing in flight QoS 0 goes at once there, too', async () => {
  const rig = await connectedRig(blocking);
  await rig.publish('t', 'a', 0);
  await rig.publish('t', 'b', 0);
  expect(rig.sent()).toEqual([...published('a', 0), ...published('b', 0)]);
});

test('a PUBCOMP that is still owed to a second PUBREC blocks nothing', async () => {
  const rig = await connectedRig(blocking);
  await rig.publish('t', 'a', 2);
  await rig.deliver([...wire.pubrec(1), ...wire.pubrec(1), ...wire.pubcomp(1)]);
  rig.sent();
  await rig.publish('t', 'b', 0);
  expect(rig.sent()).toEqual(published('b', 0));
});

test('where both are wanted, what is sent again blocks until it is acknowledged', async () => {
  const session = new KeptSession(blocking);
  await session.connect(false);
  await session.publish('a', 1);
  await session.until(session.kernel.now + limit);
  await session.lose();
  expect(await session.connect(true)).toEqual(published('a', 1, 1, 0b1000));
  await session.until(session.kernel.now + 2 * limit);
  await session.publish('new', 0);
  expect(session.sent()).toEqual([]);
  await session.deliver(wire.puback(1));
  expect(session.sent()).toEqual(published('new', 0));
});

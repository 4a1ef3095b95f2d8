import { expect, test } from 'vitest';
import { mqttRejected, type RejectionRecord } from './session-trace.ts';
import { connectedRig, Rig } from './testing/rig.ts';
import { wire } from './testing/wire-bytes.ts';

function rejections(rig: Rig): RejectionRecord[] {
  const records: RejectionRecord[] = [];
  rig.kernel.trace.on(mqttRejected, ({ data }) => records.push(data));
  return records;
}

test.each([
  ['remaining length goes on after four bytes', [0x30, 0x80, 0x80, 0x80, 0x80, 1, 2]],
  ['packet type 15 is reserved', [0xf0, 0]],
  ['HTTP', [...new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n')]],
  ['PUBLISH has QoS 3', wire.publish('t', 'x', 1, 0b0110)],
  ['PUBLISH has packet identifier 0', wire.publish('t', 'x', 0)],
  ['the topic of PUBLISH has a wildcard in it', wire.publish('a/#', 'x')],
  ['the topic of PUBLISH is no UTF-8', [0x30, 4, 0, 2, 0xc0, 0x80]],
  ['PUBACK came for 7, which is no message', wire.puback(7)],
  ['PUBREC came for 7, which is no message', wire.pubrec(7)],
  ['PUBCOMP came for message 1, which awaits PUBACK', wire.pubcomp(1)],
  ['SUBACK came for 1, which is no SUBSCRIBE', wire.suback(1, 0)],
  ['SUBACK has 2 return codes for one topic filter', wire.suback(2, 0, 0)],
  ['UNSUBACK came for 2, which is no UNSUBSCRIBE', wire.unsuback(2)],
  ['a second CONNACK came', wire.connack()],
  ['CONNACK has reserved acknowledge flags set', [0x20, 2, 2, 0]],
  ['SUBSCRIBE is sent by clients only', [0x82, 6, 0, 1, 0, 1, 0x74, 0]],
])(
  '[MQTT-4.8.0-1]: %s, says the trace, with the bytes, and the session ends',
  async (why, bytes) => {
    const rig = await connectedRig();
    const records = rejections(rig);
    await rig.publish('t', 'x', 1);
    await rig.subscribe('t');
    rig.log.length = 0;
    await rig.deliver(bytes);
    expect(rig.log).toEqual(['closed protocol', 'publish x closed', 'subscribe closed']);
    expect(rig.heap.freeBytes).toBe(rig.baselineBytes);
    expect(records).toHaveLength(1);
    const said = why === 'HTTP' ? 'PUBACK has flags 1000 instead of 0000' : why;
    expect(records[0]?.why).toContain(said);
    expect([...(records[0]?.bytes ?? [])]).toEqual(bytes);
  },
);

test('PINGRESP before CONNACK is told as such', async () => {
  const rig = new Rig();
  const records = rejections(rig);
  await rig.connect();
  await rig.deliver(wire.pingresp);
  const bytes = Uint8Array.from(wire.pingresp);
  expect(records).toEqual([{ why: 'PINGRESP came before CONNACK', bytes }]);
  expect(rig.log).toEqual(['connect protocol']);
});

test('of a long packet the first 64 bytes are shown, and nothing of the one before or behind', async () => {
  const rig = await connectedRig();
  const records = rejections(rig);
  const bad = wire.publish('+', 'x'.repeat(100));
  await rig.deliver([...wire.publish('t', 'good'), ...bad, ...wire.pingresp], 7);
  expect([...(records[0]?.bytes ?? [])]).toEqual(bad.slice(0, 64));
  const other = await connectedRig();
  const others = rejections(other);
  await other.deliver([...wire.publish('t', 'good'), 0xf0, 0]);
  expect([...(others[0]?.bytes ?? [])]).toEqual([0xf0, 0]);
});

test('[MQTT-4.8.0-2]: a packet, and a message, the heap has no room for', async () => {
  const rig = await connectedRig({ heapBytes: 4_096 });
  const records = rejections(rig);
  await rig.deliver([0x30, 0xff, 0xff, 0x7f, 0, 1]);
  expect(rig.log).toEqual(['closed no-memory']);
  const why = 'a packet of 2097151 bytes does not fit in the heap';
  expect(records).toEqual([{ why, bytes: Uint8Array.of(0x30, 0xff, 0xff, 0x7f, 0, 1) }]);
  const other = await connectedRig({ heapBytes: 2_464 + 1_000 });
  const others = rejections(other);
  await other.deliver(wire.publish('t', 'x'.repeat(980)));
  expect(others[0]?.why).toBe('a message of 981 bytes does not fit in the heap');
});

test('a session that ends in any other way rejects nothing', async () => {
  const rig = await connectedRig();
  const records = rejections(rig);
  await rig.deliver([...wire.publish('t', 'x', 2), ...wire.pubrel(9), ...wire.pingresp]);
  await rig.do(() => rig.peer.close('reset'));
  expect(rig.log).toEqual(['message x', 'closed peer']);
  expect(records).toEqual([]);
});

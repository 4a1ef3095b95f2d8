import { second, type Instant } from '@w800/kernel';
import { expect, test } from 'vitest';
import { connectedRig, type Rig } from '../testing/rig.ts';
import { wire } from '../testing/wire-bytes.ts';

const start = 1 * second;
const keepaliveSeconds = 60;

/** A client that has stopped reading, with that much behind the message it stopped at. */
async function pausedRig(...behind: number[][]): Promise<Rig> {
  const rig = await connectedRig({ handleAtOnce: false }, { keepaliveSeconds });
  const burst = Array.from({ length: 40 }, (_, index) => wire.publish('t', `${index}`));
  await rig.deliver([...burst, ...behind].flat());
  expect(rig.messages).toHaveLength(32);
  rig.log.length = 0;
  return rig;
}

function pings(rig: Rig): Instant[] {
  return rig.peer.writes.filter(({ bytes }) => bytes[0] === 0xc0).map(({ at }) => at);
}

test('[MQTT-3.1.2-23]: a client that does not read goes on sending PINGREQ every keepalive', async () => {
  const rig = await pausedRig();
  await rig.until(start + 10 * 60 * second);
  const minutes = Array.from({ length: 10 }, (_, index) => start + (index + 1) * 60 * second);
  expect(pings(rig)).toEqual(minutes);
  expect(rig.client.connected).toBe(true);
});

test('the answer it has not read is missed only when it has read for a keepalive', async () => {
  const rig = await pausedRig();
  await rig.until(start + 500 * second);
  await rig.do(() => {
    for (const handled of rig.handled.splice(0, 32)) handled();
  });
  expect(rig.messages).toHaveLength(40);
  await rig.until(start + 560 * second - 1);
  expect(rig.log).not.toContain('closed keepalive');
  await rig.until(start + 560 * second);
  expect(rig.log.at(-1)).toBe('closed keepalive');
  // It was not silent meanwhile.
  const gaps = pings(rig).map((at, index, all) => at - (all[index - 1] ?? start));
  expect(Math.max(...gaps)).toBe(60 * second);
});

test('an answer behind the messages counts when it is read', async () => {
  const rig = await pausedRig(wire.pingresp);
  await rig.until(start + 500 * second);
  await rig.do(() => {
    for (const handled of rig.handled.splice(0, 32)) handled();
  });
  await rig.until(start + 560 * second);
  // The next PINGREQ is due a keepalive after the last.
  expect(pings(rig).at(-1)).toBe(start + 540 * second);
  expect(rig.client.connected).toBe(true);
  await rig.until(start + 600 * second);
  expect(rig.log.at(-1)).toBe('closed keepalive');
});

test('a reader that comes on slowly pings at the pace of the keepalive', async () => {
  const rig = await pausedRig();
  for (let elapsed = 20; elapsed <= 160; elapsed += 20) {
    await rig.until(start + elapsed * second);
    await rig.do(() => rig.handled.shift()?.());
  }
  await rig.until(start + 179 * second);
  expect(pings(rig)).toEqual([start + 60 * second, start + 120 * second]);
  expect(rig.messages).toHaveLength(40);
});

test('a PINGREQ the stream does not take is not asked for again', async () => {
  const rig = await pausedRig();
  rig.peer.roomBytes = 0;
  await rig.until(start + 300 * second);
  rig.sent();
  await rig.do(() => rig.peer.acknowledge(1_000));
  expect(rig.sent()).toEqual(wire.pingreq);
  expect(rig.client.connected).toBe(true);
  await rig.until(start + 360 * second);
  expect(rig.sent()).toEqual(wire.pingreq);
});

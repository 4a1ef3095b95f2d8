import { second } from '@w800/kernel';
import { describe, expect, it } from 'vitest';
import { ClientRig } from './testing/client-rig.ts';
import type { OpenWebSocketOptions } from './open-websocket-options.ts';
import { RecordingUser } from './testing/recording-user.ts';

const clear = { maskAlwaysZero: true };
const zeros = [0, 0, 0, 0];
/** A Close with a code, as the client sends it. */
const closing = (code: number): number[] => [0x88, 0x82, ...zeros, code >> 8, code & 0xff];

function upgraded(options: Partial<OpenWebSocketOptions> = clear): [ClientRig, RecordingUser] {
  const rig = new ClientRig(options);
  return [rig, rig.upgraded()];
}

describe('what the module sends', () => {
  it('is a frame a packet, in one piece, so that TLS sees its whole length', () => {
    const [rig, user] = upgraded();
    expect(user.stream.write(Uint8Array.of(1, 2, 3))).toBe(3);
    expect(user.stream.write(new Uint8Array(300).fill(7))).toBe(300);
    expect(rig.peer.writes.map((bytes) => [...bytes.subarray(0, 9)])).toEqual([
      [0x82, 0x83, ...zeros, 1, 2, 3],
      [0x82, 0xfe, 1, 44, ...zeros, 7],
    ]);
    expect(rig.peer.writes[1]).toHaveLength(308);
  });

  it('is masked with fresh entropy, and stays as it was in the hands of its user', () => {
    const [rig, user] = upgraded({});
    const packet = Uint8Array.of(0, 0, 0, 0, 1);
    user.stream.write(packet);
    user.stream.write(packet);
    // The key of the request took the first 16.
    expect(rig.peer.take()).toEqual(
      [
        [0x82, 0x85, 16, 17, 18, 19, 16, 17, 18, 19, 17],
        [0x82, 0x85, 20, 21, 22, 23, 20, 21, 22, 23, 21],
      ].flat(),
    );
    expect([...packet]).toEqual([0, 0, 0, 0, 1]);
  });

  it('goes on in its frame when only a part had room', () => {
    const [rig, user] = upgraded({});
    rig.peer.roomBytes = 9;
    const packet = Uint8Array.of(0, 0, 0, 0, 0, 0, 0);
    expect(user.stream.write(packet)).toBe(3);
    rig.peer.acknowledge(2);
    expect(user.stream.write(packet.subarray(3))).toBe(2);
    rig.peer.acknowledge(9);
    expect(user.stream.write(packet.subarray(5))).toBe(2);
    expect(rig.peer.take()).toEqual([0x82, 0x87, 16, 17, 18, 19, 16, 17, 18, 19, 16, 17, 18]);
    expect(rig.seen('websocket.frame')).toHaveLength(1);
  });

  it('goes on in its frame also when the rest is offered bit by bit', () => {
    const [rig, user] = upgraded();
    rig.peer.roomBytes = 7;
    const packet = Uint8Array.of(1, 2, 3, 4, 5);
    expect(user.stream.write(packet)).toBe(1);
    rig.peer.acknowledge(100);
    expect(user.stream.write(packet.subarray(1, 3))).toBe(2);
    expect(rig.peer.written).toEqual([0x82, 0x85, ...zeros, 1, 2, 3]);
    // What follows the rest is a packet of its own.
    expect(user.stream.write(Uint8Array.of(4, 5, 6))).toBe(3);
    expect(rig.peer.take().slice(9)).toEqual([4, 5, 0x82, 0x81, ...zeros, 6]);
  });

  it('has not begun while a full buffer takes nothing of it', () => {
    const [rig, user] = upgraded({});
    rig.peer.roomBytes = 0;
    expect(user.stream.write(new Uint8Array(9))).toBe(0);
    expect(rig.seen('websocket.frame')).toEqual([]);
    rig.peer.acknowledge(1_000);
    // Another packet may take its place, and no entropy was lost on the first.
    user.stream.write(Uint8Array.of(0));
    expect(rig.peer.take()).toEqual([0x82, 0x81, 16, 17, 18, 19, 16]);
  });

  it('has begun with a byte of payload once a byte of its head is out', () => {
    const [rig, user] = upgraded();
    rig.peer.roomBytes = 1;
    expect(user.stream.write(Uint8Array.of(5, 6))).toBe(1);
    expect(user.stream.write(Uint8Array.of(6))).toBe(0);
    rig.peer.acknowledge(100);
    expect(user.acknowledgements).toBe(1);
    expect(user.stream.write(Uint8Array.of(6))).toBe(1);
    expect(rig.peer.take()).toEqual([0x82, 0x82, ...zeros, 5, 6]);
  });

  it('is tried again after a second by a stack that has nothing under way', async () => {
    const [rig, user] = upgraded();
    rig.peer.roomBytes = 1;
    user.stream.write(Uint8Array.of(5));
    await rig.kernel.run(1 * second);
    rig.peer.roomBytes = 100;
    await rig.kernel.run(2 * second - 1);
    expect(rig.peer.written).toEqual([0x82]);
    await rig.kernel.run(2 * second);
    expect(rig.peer.written).toEqual([0x82, 0x81, ...zeros, 5]);
  });

  it('is acknowledged without what the frames add', () => {
    const rig = new ClientRig(clear);
    const requestBytes = rig.peer.written.length;
    const user = rig.upgraded();
    user.stream.write(Uint8Array.of(1, 2, 3));
    user.stream.write(Uint8Array.of(4, 5));
    rig.peer.acknowledge(requestBytes + 6);
    expect(user.acknowledgements).toBe(0);
    rig.peer.acknowledge(2);
    expect(user.acknowledgedBytes).toBe(2);
    rig.peer.acknowledge(8);
    expect(user.acknowledgedBytes).toBe(4);
    rig.peer.acknowledge(1);
    expect(user.acknowledgedBytes).toBe(5);
  });
});

describe('what the module receives', () => {
  it('holds the window until it is consumed, what frames add does not', () => {
    const [rig, user] = upgraded();
    user.consumes = false;
    const before = rig.peer.consumedBytes;
    rig.peer.deliver([0x82, 3, 1, 2, 3, 0x89, 1, 9]);
    expect(user.received).toEqual([1, 2, 3]);
    expect(rig.peer.consumedBytes - before).toBe(5);
    user.stream.consumed(3);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
  });

  it('holds the window for a message that is kept, though one before it is consumed', () => {
    const [rig, user] = upgraded();
    user.onData = () => {
      user.consumes = false;
    };
    const before = rig.peer.consumedBytes;
    rig.peer.deliver([0x82, 1, 1, 0x82, 2, 2, 3]);
    expect(user.received).toEqual([1, 2, 3]);
    expect(rig.peer.consumedBytes - before).toBe(5);
  });

  it('waits for its user', async () => {
    const rig = new ClientRig(clear);
    rig.say(`${rig.answer()}\x82\x01\x07`);
    rig.peer.deliver([0x82, 1, 8]);
    const [outcome] = rig.outcomes;
    if (outcome?.ok !== true) throw new Error('no upgrade');
    const received: unknown[] = [];
    outcome.stream.attach({
      data: (bytes) => received.push(...bytes),
      end: () => received.push('end'),
      acknowledged: () => undefined,
      close: () => undefined,
    });
    rig.peer.deliver([0x82, 1, 9]);
    rig.peer.finish();
    expect(received).toEqual([]);
    await rig.kernel.run(0);
    expect(received).toEqual([7, 8, 9, 'end']);
  });

  it('is kept from a user who aborts at the first of it', async () => {
    const rig = new ClientRig(clear);
    rig.say(`${rig.answer()}\x82\x01\x07\x82\x01\x08`);
    const [outcome] = rig.outcomes;
    if (outcome?.ok !== true) throw new Error('no upgrade');
    const user = new RecordingUser(outcome.stream);
    user.onData = () => user.stream.abort();
    await rig.kernel.run(0);
    expect(user.received).toEqual([7]);
  });

  it('is answered with a Pong of the same payload for a Ping, between two frames', () => {
    const [rig, user] = upgraded();
    rig.peer.deliver([0x89, 2, 7, 8]);
    expect(rig.peer.take()).toEqual([0x8a, 0x82, ...zeros, 7, 8]);
    rig.peer.roomBytes = 7;
    user.stream.write(Uint8Array.of(1, 2));
    rig.peer.deliver([0x89, 1, 1, 0x89, 1, 2, 0x8a, 1, 9]);
    rig.peer.acknowledge(100);
    user.stream.write(Uint8Array.of(2));
    // Only the last Ping is answered.
    expect(rig.peer.take()).toEqual([0x82, 0x82, ...zeros, 1, 2, 0x8a, 0x81, ...zeros, 2]);
  });

  it('is answered also when no user writes any more', () => {
    const [rig] = upgraded();
    rig.peer.roomBytes = 3;
    rig.peer.deliver([0x89, 1, 1, 0x89, 1, 2]);
    rig.peer.acknowledge(100);
    expect(rig.peer.take()).toEqual(
      [
        [0x8a, 0x81, ...zeros, 1],
        [0x8a, 0x81, ...zeros, 2],
      ].flat(),
    );
  });

  it.each([
    ['text', 1003, [0x81, 1, 65]],
    ['a reserved bit', 1002, [0xc2, 1, 65]],
    ['a masked frame', 1002, [0x82, 0x81, 0, 0, 0, 0, 65]],
    ['text that is no UTF-8', 1007, [0x81, 1, 0xff]],
    ['over 2^53 - 1 bytes', 1009, [0x82, 127, 255, 255, 255, 255, 255, 255, 255, 255]],
    ['a Close with code 1005', 1002, [0x88, 2, 3, 0xed]],
    ['a Close whose reason is no UTF-8', 1007, [0x88, 3, 3, 0xe8, 0xff]],
  ])('ends the connection when it is %s, with %i', (_, code, bytes) => {
    const [rig, user] = upgraded();
    user.consumes = false;
    rig.peer.deliver([0x82, 1, 9, ...bytes, 0x82, 1, 9]);
    expect(rig.peer.take()).toEqual(closing(code));
    expect(rig.peer.ended).toBe(true);
    expect(user.received).toEqual([9]);
    expect(user.log).toEqual(['close aborted']);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
    expect(rig.seen('websocket.rejected')).toMatchObject([{ side: 'client', code }]);
    rig.peer.close('ended');
    expect(user.log).toHaveLength(1);
  });

  it('is told when its last byte has come, and holds no window before', () => {
    const [rig, user] = upgraded();
    user.consumes = false;
    rig.peer.deliver([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0, ...new Uint8Array(65_000)], 500);
    expect(user.received).toEqual([]);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
    rig.peer.deliver(new Uint8Array(536), 500);
    expect(user.received).toHaveLength(65_536);
    // Of a message longer than the window there is only the last piece to hold.
    expect(rig.peer.deliveredBytes - rig.peer.consumedBytes).toBe(36);
    rig.peer.deliver([0x82, 1, 7]);
    expect(rig.peer.deliveredBytes - rig.peer.consumedBytes).toBe(39);
    user.stream.consumed(65_536);
    expect(rig.peer.deliveredBytes - rig.peer.consumedBytes).toBe(1);
    user.stream.consumed(1);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
  });

  it('is one record a message, whatever its fragments, and one for each control frame', () => {
    const [rig, user] = upgraded();
    rig.peer.deliver([0x02, 2, 1, 2, 0x89, 1, 9, 0x00, 1, 3, 0x8a, 0, 0x80, 0]);
    expect(user.received).toEqual([1, 2, 3]);
    expect(rig.seen('websocket.frame')).toMatchObject([
      { direction: 'in', opcode: 'ping', bytes: 1, fin: true },
      { direction: 'out', opcode: 'pong', bytes: 1, fin: true },
      { direction: 'in', opcode: 'pong', bytes: 0, fin: true },
      { direction: 'in', opcode: 'binary', bytes: 3, fin: true },
    ]);
  });

  it('is nothing to its user, when it is empty', () => {
    const [rig, user] = upgraded();
    let calls = 0;
    user.onData = () => {
      calls += 1;
    };
    rig.peer.deliver([0x82, 0, 0x02, 0, 0x80, 0]);
    expect(calls).toBe(0);
    rig.peer.deliver([0x82, 1, 1]);
    expect(calls).toBe(1);
  });

  it('is plain bytes, whose slice is a copy', () => {
    const [rig, user] = upgraded();
    const parts: Uint8Array[] = [];
    user.stream.write(Uint8Array.of(1, 2));
    expect(rig.peer.writes[0]?.constructor).toBe(Uint8Array);
    user.data = (bytes) => parts.push(bytes);
    rig.peer.deliver([0x82, 2, 1, 2, 0x02, 1, 3, 0x80, 1, 4]);
    expect(parts.map((part) => part.constructor)).toEqual([Uint8Array, Uint8Array]);
    expect(parts.map((part) => [...part])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });
});

describe('the end of a WebSocket', () => {
  it('is a Close with 1000 and FIN, when the module ends it', () => {
    const [rig, user] = upgraded();
    user.stream.end();
    user.stream.end();
    expect(rig.peer.take()).toEqual(closing(1000));
    expect(rig.peer.ended).toBe(true);
    expect(user.stream.write(Uint8Array.of(1))).toBe(0);
    rig.peer.deliver([0x82, 1, 4, 0x88, 2, 3, 0xe8]);
    expect(user.received).toEqual([4]);
    rig.peer.finish();
    rig.peer.close('ended');
    expect(user.log).toEqual(['end', 'close ended']);
    expect(rig.peer.take()).toEqual([]);
  });

  it('is a Close with 1001 in answer to a Close, and FIN when the user ends', () => {
    const [rig, user] = upgraded();
    rig.peer.deliver([0x88, 2, 3, 0xe8, 0x82, 1, 5]);
    expect(user.log).toEqual(['end']);
    expect(user.received).toEqual([]);
    expect(rig.peer.take()).toEqual(closing(1001));
    expect(rig.peer.ended).toBe(false);
    user.stream.end();
    expect(rig.peer.ended).toBe(true);
    expect(rig.peer.take()).toEqual([]);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
    expect(rig.seen('websocket.frame')).toMatchObject([
      { direction: 'in', opcode: 'close', code: 1000 },
      { direction: 'out', opcode: 'close', code: 1001 },
    ]);
  });

  it('leaves a half sent frame as it is: no Close fits into it', () => {
    const [rig, user] = upgraded();
    rig.peer.roomBytes = 8;
    user.stream.write(Uint8Array.of(1, 2, 3));
    rig.peer.acknowledge(100);
    user.stream.end();
    expect(rig.peer.take()).toEqual([0x82, 0x83, ...zeros, 1, 2]);
    expect(rig.peer.ended).toBe(true);
  });

  it('comes after what waits', () => {
    const [rig, user] = upgraded();
    rig.peer.roomBytes = 1;
    user.stream.write(Uint8Array.of(1));
    user.stream.end();
    expect(rig.peer.ended).toBe(false);
    rig.peer.acknowledge(100);
    expect(rig.peer.take()).toEqual([0x82, 0x81, ...zeros, 1, ...closing(1000)]);
    expect(rig.peer.ended).toBe(true);
  });

  it.each(['reset', 'timeout', 'aborted'] as const)('is a %s, when the stream is', (reason) => {
    const [rig, user] = upgraded();
    rig.peer.close(reason);
    expect(user.log).toEqual([`close ${reason}`]);
    user.stream.end();
    user.stream.abort();
    expect(user.stream.write(Uint8Array.of(1))).toBe(0);
    expect(rig.peer.take()).toEqual([]);
  });

  it('is a FIN without a Close, also in the middle of a frame', () => {
    const [rig, user] = upgraded();
    rig.peer.deliver([0x82, 1, 1, 0x82, 5, 1]);
    rig.peer.finish();
    expect(user.log).toEqual(['end']);
    expect(user.received).toEqual([1]);
    expect(rig.peer.consumedBytes).toBe(rig.peer.deliveredBytes);
  });

  it('is silent when the user aborts, even in the middle of what it is told', async () => {
    const [rig, user] = upgraded();
    user.onData = () => user.stream.abort();
    rig.peer.deliver([0x82, 1, 1, 0x82, 1, 2, 0x89, 0]);
    await rig.kernel.runFor(60 * second);
    expect(user.received).toEqual([1]);
    expect(user.log).toEqual([]);
    expect(rig.peer.aborted).toBe(true);
    expect(rig.peer.take()).toEqual([]);
  });
});

import { createHook } from 'node:async_hooks';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Receiver } from 'ws';
import { ClientRig } from './testing/client-rig.ts';
import { handMadeFrame } from './testing/hand-made-frame.ts';
import { RecordingUser } from './testing/recording-user.ts';
import { ServerRig } from './testing/server-rig.ts';

/** The ticks, promises, timers and the like that an action leaves for later. */
function leftByAction(action: () => void): string[] {
  const kinds: string[] = [];
  const hook = createHook({ init: (_, kind) => kinds.push(kind) });
  hook.enable();
  try {
    action();
  } finally {
    hook.disable();
  }
  return kinds;
}

const key = Uint8Array.of(1, 2, 3, 4);
const masked = (first: number, ...payload: number[]): Uint8Array =>
  handMadeFrame({ first, payload: Uint8Array.from(payload), key });

describe('the library that frames', () => {
  it('leaves nothing for a later turn of the machine, whatever a client is sent', () => {
    const faults = [
      [0x81, 1, 65],
      [0xc2, 0],
      [0x88, 2, 3, 0xed],
      [0x88, 3, 3, 0xe8, 0xff],
    ];
    const ends = [[0x88, 0], [0x88, 2, 3, 0xe8], ...faults];
    for (const end of ends) {
      const rig = new ClientRig();
      const user = rig.upgraded();
      const left = leftByAction(() => {
        user.stream.write(new Uint8Array(300));
        rig.peer.deliver([0x89, 1, 9, 0x02, 1, 7, 0x8a, 0, 0x80, 1, 8, 0x82, 1, 9, ...end], 3);
        user.stream.end();
      });
      expect(left).toEqual([]);
      expect(user.received).toEqual([7, 8, 9]);
      expect(user.log).toHaveLength(1);
      expect(rig.peer.ended).toBe(true);
    }
  });

  it('leaves nothing for a later turn of the machine, whatever a server is sent', () => {
    const rig = new ServerRig();
    const user = new RecordingUser(rig.upgraded());
    const left = leftByAction(() => {
      rig.peer.deliver([...masked(0x89, 5), ...masked(0x82, 1, 2), ...masked(0x88, 3, 0xe8)], 4);
      user.stream.end();
    });
    expect(left).toEqual([]);
    expect(user.received).toEqual([1, 2]);
    expect(user.log).toEqual(['end']);
    expect(rig.peer.take()).toEqual([0x8a, 1, 5, 0x88, 2, 3, 0xe8]);
  });

  it('would leave a tick, were it used as the stream that it is', () => {
    const options = { isServer: false, allowSynchronousEvents: true, maxPayload: 1_000 };
    const receiver = new Receiver(options);
    expect(receiver).toBeInstanceOf(Writable);
    const close = Buffer.from([0x88, 0]);
    const left = leftByAction(() => receiver._write(close, 'buffer', () => undefined));
    expect(left).toEqual(['TickObject']);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OutgoingQueue } from './outgoing-queue.ts';

interface Wire {
  readonly queue: OutgoingQueue;
  /** What has been given to be sent. */
  readonly sent: number[][];
  readonly recovered: number[];
  /** Ends the sending of the last piece. */
  readonly finish: () => void;
}

function wire(limitBytes: number): Wire {
  const sent: number[][] = [];
  const recovered: number[] = [];
  const finishes: (() => void)[] = [];
  const queue = new OutgoingQueue({
    limitBytes,
    send: (bytes, done) => {
      sent.push([...bytes]);
      finishes.push(done);
    },
    recovered: (count) => recovered.push(count),
  });
  return { queue, sent, recovered, finish: () => finishes.shift()?.() };
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('what is on its way to a client', () => {
  test('leaves piece by piece: the next when the one before is gone, joined', () => {
    const { queue, sent, finish } = wire(100);
    queue.push(bytes(1));
    queue.push(bytes(2, 3));
    queue.push(bytes(4));
    expect(sent).toEqual([[1]]);
    finish();
    expect(sent).toEqual([[1], [2, 3, 4]]);
  });

  test('is dropped beyond the limit, the newest first, and told of when all has left', () => {
    const { queue, sent, recovered, finish } = wire(3);
    queue.push(bytes(1));
    queue.push(bytes(2, 3, 4));
    queue.push(bytes(5));
    queue.push(bytes(6, 7));
    expect(queue.queuedBytes).toBe(3);
    finish();
    expect(recovered).toEqual([]);
    finish();
    expect([sent, recovered]).toEqual([[[1], [2, 3, 4]], [3]]);
    queue.push(bytes(8));
    finish();
    expect(recovered).toEqual([3]);
  });

  test('is purged without the answers among it, and that is no loss', () => {
    const { queue, sent, recovered, finish } = wire(100);
    queue.push(bytes(1));
    queue.push(bytes(2));
    expect(queue.pushAnswer(bytes(9))).toBe(true);
    queue.purge();
    expect(queue.queuedBytes).toBe(1);
    finish();
    finish();
    expect([sent, recovered]).toEqual([[[1], [9]], []]);
  });

  test('answers find room beyond the limit, but not without end', () => {
    const { queue } = wire(2);
    queue.push(bytes(1));
    queue.push(bytes(2, 3));
    expect(queue.pushAnswer(bytes(4, 5))).toBe(true);
    expect(queue.pushAnswer(bytes(6))).toBe(false);
    expect(queue.queuedBytes).toBe(4);
  });

  test('stays while it is held, and goes on after', () => {
    const { queue, sent } = wire(100);
    queue.hold(true);
    queue.push(bytes(1));
    expect(sent).toEqual([]);
    queue.hold(false);
    expect(sent).toEqual([[1]]);
  });

  test('never grows beyond its limit, and what is not dropped arrives in order', () => {
    const moves = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constant('finish' as const)),
    );
    fc.assert(
      fc.property(moves, (script) => {
        const { queue, sent, finish } = wire(20);
        let next = 0;
        for (const move of script) {
          if (move === 'finish') finish();
          else queue.push(Uint8Array.from({ length: move }, () => (next += 1)));
          expect(queue.queuedBytes).toBeLessThanOrEqual(20);
        }
        const all = sent.flat();
        expect(all).toEqual([...all].toSorted((a, b) => a - b));
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });
});

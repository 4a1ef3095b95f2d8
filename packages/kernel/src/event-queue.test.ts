import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventQueue, type Alarm } from './event-queue.ts';

function drain(queue: EventQueue): void {
  while (queue.length > 0) queue.take()();
}

describe('EventQueue', () => {
  test('fires alarms in order of their instants', () => {
    const queue = new EventQueue();
    const fired: number[] = [];
    for (const at of [30, 10, 20]) queue.add(at, () => fired.push(at));
    drain(queue);
    expect(fired).toEqual([10, 20, 30]);
  });

  test('fires alarms of one instant in the order they were set', () => {
    const queue = new EventQueue();
    const fired: number[] = [];
    for (let index = 0; index < 100; index += 1) queue.add(7, () => fired.push(index));
    drain(queue);
    expect(fired).toEqual([...Array(100).keys()]);
  });

  test('a cancelled alarm never fires, and cancelling it again changes nothing', () => {
    const queue = new EventQueue();
    const fired: string[] = [];
    const first = queue.add(1, () => fired.push('first'));
    queue.add(2, () => fired.push('second'));
    first.cancel();
    first.cancel();
    expect(first.pending).toBe(false);
    drain(queue);
    expect(fired).toEqual(['second']);
  });

  test('an alarm that has fired is not pending and cannot take another one with it', () => {
    const queue = new EventQueue();
    const fired: string[] = [];
    const first = queue.add(1, () => fired.push('first'));
    queue.add(2, () => fired.push('second'));
    queue.take()();
    first.cancel();
    drain(queue);
    expect(fired).toEqual(['first', 'second']);
  });

  test('any mix of setting and cancelling leaves the order of a sorted list', () => {
    const actions = fc.array(
      fc.record({ at: fc.nat(20), cancel: fc.option(fc.nat(50), { nil: undefined }) }),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(actions, (steps) => {
        const queue = new EventQueue();
        const fired: number[] = [];
        const alarms: { alarm: Alarm; at: number; index: number }[] = [];
        for (const [index, { at, cancel }] of steps.entries()) {
          alarms.push({ alarm: queue.add(at, () => fired.push(index)), at, index });
          if (cancel !== undefined) alarms[cancel]?.alarm.cancel();
        }
        const expected = alarms
          .filter(({ alarm }) => alarm.pending)
          .toSorted((a, b) => a.at - b.at || a.index - b.index)
          .map(({ index }) => index);
        drain(queue);
        expect(fired).toEqual(expected);
      }),
    );
  });
});

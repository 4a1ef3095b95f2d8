import { Digest, Kernel, millisecond, second, type TraceRecord } from '@w800/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Door } from './door.ts';
import { Pacer, type PacerOptions } from './pacer.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { liveDoor, type DoorRecord } from './trace-kinds.ts';

function pacerOn(
  clock: ManualClock,
  options: PacerOptions = {},
): { kernel: Kernel; door: Door; pacer: Pacer } {
  const kernel = new Kernel({ seed: 1 });
  const door = new Door(kernel);
  return { kernel, door, pacer: new Pacer(kernel, door, { clock, ...options }) };
}

describe('A kernel at the pace of a clock', () => {
  test('executes each event when the clock is there, and lateness never adds up', async () => {
    const oversleepNs = 700_000;
    const clock = new ManualClock(oversleepNs);
    const { kernel, pacer } = pacerOn(clock);
    const latenesses: number[] = [];
    const tick = (): void => {
      latenesses.push(clock.nowNs - 1_000 - kernel.now);
      kernel.after(10 * millisecond, tick);
    };
    kernel.after(10 * millisecond, tick);
    expect(await pacer.run(10 * second)).toBe('deadline');
    expect(latenesses.length).toBe(1_000);
    expect(Math.min(...latenesses)).toBe(oversleepNs);
    expect(Math.max(...latenesses)).toBe(oversleepNs);
    expect(kernel.now).toBe(10 * second);
  });

  test('tells the instant outside while it runs, and its last event otherwise', async () => {
    const clock = new ManualClock(0);
    const { kernel, pacer } = pacerOn(clock, { speed: 2 });
    const told: number[] = [];
    kernel.at(1 * second, () => {
      clock.nowNs += 3 * second;
      told.push(kernel.now, pacer.now);
    });
    expect(pacer.now).toBe(0);
    await pacer.run(2 * second);
    expect(told).toEqual([1 * second, 7 * second]);
    clock.nowNs += 60 * second;
    expect(pacer.now).toBe(2 * second);
  });

  test('catches up after a stall: every event at its own instant, in order', async () => {
    const clock = new ManualClock(0);
    const { kernel, pacer } = pacerOn(clock);
    const ran: number[] = [];
    for (const at of [1, 2, 3, 4, 7]) {
      kernel.at(at * second, () => {
        ran.push(kernel.now / second, clock.nowNs - 1_000);
        if (at === 1) clock.nowNs += 5 * second;
      });
    }
    await pacer.run(8 * second);
    const stalled = 6 * second;
    expect(ran).toEqual([1, 1 * second, 2, stalled, 3, stalled, 4, stalled, 7, 7 * second]);
  });

  test('at speed 60 a minute passes in a second', async () => {
    const clock = new ManualClock(0);
    const { kernel, pacer } = pacerOn(clock, { speed: 60 });
    const at: number[] = [];
    kernel.at(30 * second, () => at.push(clock.nowNs - 1_000));
    await pacer.run(60 * second);
    expect([at, clock.nowNs - 1_000]).toEqual([[second / 2], second]);
  });

  test('begins where it stood, and makes up for what passed between two runs', async () => {
    const clock = new ManualClock(0);
    const { kernel, pacer } = pacerOn(clock);
    await kernel.run(5 * second);
    await pacer.run(6 * second);
    clock.nowNs += 10 * second;
    const seen: number[] = [];
    kernel.at(7 * second, () => seen.push(clock.nowNs - 1_000));
    await pacer.run(16 * second);
    expect([seen, kernel.now]).toEqual([[11 * second], 16 * second]);
  });

  test('stops after the very event that was waited for', async () => {
    const clock = new ManualClock(0);
    const { kernel, pacer } = pacerOn(clock);
    let count = 0;
    for (const at of [1, 1, 1, 2]) kernel.at(at * second, () => (count += 1));
    expect(await pacer.run(9 * second, () => count === 2)).toBe('stopped');
    expect([count, kernel.now]).toEqual([2, 1 * second]);
  });

  test('is stopped in its sleep, and runs again', async () => {
    const clock = new ManualClock();
    const { kernel, pacer } = pacerOn(clock);
    const run = pacer.run(9 * second);
    await clock.sleeper();
    pacer.stop();
    expect([await run, kernel.now]).toEqual(['stopped', 0]);
    clock.advance(9 * second);
    expect([await pacer.run(9 * second), kernel.now]).toEqual(['deadline', 9 * second]);
  });

  test('is stopped by what an event has left behind, before it sleeps', async () => {
    const { kernel, pacer } = pacerOn(new ManualClock());
    kernel.after(0, () => void Promise.resolve().then(() => pacer.stop()));
    expect(await pacer.run(second)).toBe('stopped');
  });

  test('ends with the error of an event, and can be asked again', async () => {
    const { kernel, pacer } = pacerOn(new ManualClock(0));
    kernel.after(1, () => {
      throw new RangeError('broken');
    });
    await expect(pacer.run(second)).rejects.toThrow('broken');
    expect(await pacer.run(second)).toBe('deadline');
  });

  test('is asked once at a time', async () => {
    const clock = new ManualClock();
    const { pacer } = pacerOn(clock);
    const run = pacer.run(second);
    await expect(pacer.run(second)).rejects.toThrow('one pace');
    pacer.stop();
    await run;
  });
});

describe('A kernel that may run ahead', () => {
  test('does so without waiting, and the time it has won is kept', async () => {
    const clock = new ManualClock(0);
    let ahead = 3 * second;
    const { kernel, pacer } = pacerOn(clock, { ahead: () => ahead });
    const seen: [number, number][] = [];
    for (const at of [1, 3, 5]) {
      kernel.at(at * second, () => {
        seen.push([kernel.now, clock.nowNs - 1_000]);
        if (at === 3) ahead = 4 * second;
      });
    }
    await pacer.run(5 * second);
    // The fifth second is a second after the fourth, which came at once.
    const expected = [
      [1, 0],
      [3, 0],
      [5, 1],
    ];
    expect(seen).toEqual(expected.map(([at = 0, outside = 0]) => [at * second, outside * second]));
  });

  test('lets in who knocks where it has got to', async () => {
    const clock = new ManualClock();
    const { kernel, door, pacer } = pacerOn(clock, { ahead: () => 2 * second });
    const run = pacer.run(9 * second, () => kernel.now > 2 * second);
    await clock.sleeper();
    const at: number[] = [];
    door.enter({ from: 'x', what: 'data' }, () => at.push(kernel.now));
    await clock.sleeper();
    clock.advance(7 * second);
    await run;
    expect(at).toEqual([2 * second]);
  });

  test('has no lead where there is nothing to run ahead for', async () => {
    const clock = new ManualClock(0);
    const { kernel, pacer } = pacerOn(clock, { ahead: () => kernel.now });
    const at: number[] = [];
    kernel.at(2 * second, () => at.push(clock.nowNs - 1_000));
    await pacer.run(3 * second);
    expect(at).toEqual([2 * second]);
  });
});

describe('Who knocks at the door', () => {
  test('wakes the kernel, comes in at the instant it is outside, and is traced', async () => {
    const clock = new ManualClock();
    const { kernel, door, pacer } = pacerOn(clock);
    const records: TraceRecord[] = [];
    kernel.trace.onAny((record) => records.push(record));
    let within: number | undefined;
    const run = pacer.run(9 * second, () => within !== undefined);
    await clock.sleeper();
    clock.advance(3 * second);
    door.enter({ from: 'tcp 1', what: 'data', bytes: Uint8Array.of(7) }, () => {
      within = kernel.now;
    });
    expect(within).toBeUndefined();
    await run;
    expect(within).toBe(3 * second);
    const data = { from: 'tcp 1', what: 'data', bytes: Uint8Array.of(7) };
    expect(records).toEqual([{ at: 3 * second, kind: liveDoor.name, data }]);
  });

  test('comes in behind what was due, and after all that the one before brought about', async () => {
    const clock = new ManualClock(0);
    const { kernel, door, pacer } = pacerOn(clock);
    const log: string[] = [];
    kernel.at(0, () => log.push('due'));
    for (const name of ['a', 'b']) {
      door.enter({ from: name, what: 'data' }, () => {
        log.push(name);
        kernel.after(0, () => log.push(`after ${name}`));
      });
    }
    expect(log).toEqual([]);
    await pacer.run(1);
    expect(log).toEqual(['due', 'a', 'after a', 'b', 'after b']);
  });

  test('waits while nobody runs the kernel', async () => {
    const clock = new ManualClock(0);
    const { kernel, door, pacer } = pacerOn(clock);
    await pacer.run(1 * second);
    const at: number[] = [];
    door.enter({ from: 'x', what: 'data' }, () => at.push(kernel.now));
    clock.nowNs += 4 * second;
    expect([at, door.waiting]).toEqual([[], 1]);
    await pacer.run(6 * second);
    expect([at, door.waiting]).toEqual([[5 * second], 0]);
  });

  test('leaves records from which the run can be repeated, to the same digest', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(delays, delays, async (alarms, knocks) => {
        const live = await livelyRun(alarms, knocks);
        expect(await repeat(alarms, live.entered)).toBe(live.digest);
      }),
      { numRuns: 50 },
    );
  });
});

/** Alarms that set others; knocks that come while the kernel sleeps and while it works. */
async function livelyRun(
  alarms: readonly number[],
  knocks: readonly number[],
): Promise<{ digest: string; entered: TraceRecord<DoorRecord>[] }> {
  const clock = new ManualClock(300_000);
  const { kernel, door, pacer } = pacerOn(clock);
  const digest = new Digest();
  const entered: TraceRecord<DoorRecord>[] = [];
  kernel.trace.onAny(digest.add);
  kernel.trace.on(liveDoor, (record) => entered.push(record));
  const wants = [...knocks];
  populate(kernel, alarms, () => {
    const knock = wants.shift();
    clock.nowNs += 70_000 * (knock ?? 0);
    if (knock !== undefined) door.enter({ from: 'x', what: String(knock) }, reaction(kernel));
  });
  await pacer.run(1 * second);
  return { digest: digest.toString(), entered };
}

async function repeat(
  alarms: readonly number[],
  entered: readonly TraceRecord<DoorRecord>[],
): Promise<string> {
  const kernel = new Kernel({ seed: 1 });
  const door = new Door(kernel);
  const digest = new Digest();
  kernel.trace.onAny(digest.add);
  populate(kernel, alarms, () => {});
  for (const { at, data } of entered) {
    await kernel.run(at);
    door.enter(data, reaction(kernel));
    door.admit();
  }
  await kernel.run(1 * second);
  return digest.toString();
}

function populate(kernel: Kernel, alarms: readonly number[], outside: () => void): void {
  for (const delay of alarms) {
    kernel.at(delay * millisecond, () => {
      kernel.trace.emit({ name: 'alarm', summary: '' }, { delay });
      outside();
    });
  }
}

function reaction(kernel: Kernel): () => void {
  return () => {
    kernel.after(millisecond, () => kernel.trace.emit({ name: 'reaction', summary: '' }, {}));
  };
}

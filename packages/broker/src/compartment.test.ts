import { Kernel, millisecond, second } from '@w800/kernel';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from 'vitest';
import { AsyncCompartment, guardGlobals } from './compartment.ts';

beforeAll(() => guardGlobals());

function make(name = 'test', seed = 1): { kernel: Kernel; compartment: AsyncCompartment } {
  const kernel = new Kernel({ seed });
  return { kernel, compartment: new AsyncCompartment(kernel, name) };
}

/** Has something done in a compartment and waits for its result. */
async function within<Result>(
  compartment: AsyncCompartment,
  action: () => Result,
): Promise<Result> {
  const results: Result[] = [];
  compartment.handOver(() => results.push(action()));
  await compartment.settle();
  return results[0] as Result;
}

const settledOrder = ['promise', 'tick', 'immediate', 'nested', 'next event'];

async function orderOfWork(): Promise<string[]> {
  const { kernel, compartment } = make();
  const order: string[] = [];
  compartment.handOver(() => {
    setImmediate(() => {
      order.push('immediate');
      void Promise.resolve().then(() => setImmediate(() => order.push('nested')));
    });
    clearImmediate(setImmediate(() => order.push('never')));
    process.nextTick(() => order.push('tick'));
    void Promise.resolve().then(() => order.push('promise'));
  });
  kernel.after(0, () => order.push('next event'));
  await kernel.runFor(1);
  return order;
}

describe('In a compartment', () => {
  test('timers fire at virtual instants, in order, and may be cleared and refreshed', async () => {
    const { kernel, compartment } = make();
    const fired: string[] = [];
    const note = (what: string): void => void fired.push(`${what} ${kernel.now / millisecond}`);
    await within(compartment, () => {
      setTimeout(note, 20, 'late');
      setTimeout(note, 10, 'early');
      clearTimeout(setTimeout(note, 5, 'never'));
      const refreshed = setTimeout(note, 30, 'refreshed').unref();
      setTimeout(() => refreshed.refresh(), 25);
      const beat = setInterval(note, 7, 'beat');
      setTimeout(() => clearInterval(beat), 22);
    });
    await kernel.runFor(1 * second);
    expect(fired).toEqual(['beat 7', 'early 10', 'beat 14', 'late 20', 'beat 21', 'refreshed 55']);
  });

  test('ticks, promises and immediates have all run before time moves', async () => {
    expect(await orderOfWork()).toEqual(settledOrder);
  });

  test('their order does not depend on where in the event loop the run is started', async () => {
    const fromTimer = await new Promise((resolve) =>
      setTimeout(() => void orderOfWork().then(resolve), 1),
    );
    const fromTick = await new Promise((resolve) =>
      process.nextTick(() => void orderOfWork().then(resolve)),
    );
    expect([fromTimer, fromTick]).toEqual([settledOrder, settledOrder]);
  });

  test('the date is virtual time since 1970, in every form', async () => {
    const { kernel, compartment } = make();
    const dates: number[] = [];
    await kernel.run(1_234_567_890);
    await within(compartment, () => {
      dates.push(Date.now(), new Date().getTime(), Date.parse(Date()));
      dates.push(new Date(5).getTime());
    });
    expect(dates).toEqual([1_234, 1_234, 1_000, 5]);
  });

  test('randomness follows the seed and the name, in [0, 1)', async () => {
    const draw = ({ compartment }: { compartment: AsyncCompartment }): Promise<number[]> =>
      within(compartment, () => Array.from({ length: 50 }, () => Math.random()));
    const first = await draw(make('a', 1));
    expect(await draw(make('a', 1))).toEqual(first);
    expect(await draw(make('b', 1))).not.toEqual(first);
    expect(await draw(make('a', 2))).not.toEqual(first);
    expect(first.every((drawn) => drawn >= 0 && drawn < 1)).toBe(true);
    expect(new Set(first).size).toBe(50);
  });

  test('a timer beyond the end of virtual time is never set', async () => {
    const { compartment } = make();
    await within(compartment, () => setTimeout(() => {}, 2 ** 31 * 5));
    expect(compartment.timerCount).toBe(0);
  });

  test('after dispose() nothing is on the queue and nothing gets there', async () => {
    const { kernel, compartment } = make();
    let fired = 0;
    const set = (): void => {
      setTimeout(() => (fired += 1), 1);
      setInterval(() => (fired += 1), 1);
    };
    await within(compartment, set);
    expect(compartment.timerCount).toBe(2);
    await within(compartment, () => {
      compartment.dispose();
      set();
      setImmediate(() => (fired += 1));
    });
    compartment.handOver(() => (fired += 1));
    expect([compartment.timerCount, compartment.unsettled]).toEqual([0, false]);
    const before = kernel.eventCount;
    await kernel.runFor(1 * second);
    expect([fired, kernel.eventCount - before]).toEqual([0, 0]);
  });

  test('what throws inside comes out of run(), not out of nowhere', async () => {
    const { kernel, compartment } = make();
    compartment.handOver(() =>
      setImmediate(() => {
        throw new Error('within');
      }),
    );
    await expect(kernel.runFor(1)).rejects.toThrow('within');
    const other = make();
    other.compartment.fail(new Error('reported'));
    other.compartment.handOver(() => {});
    await expect(other.kernel.runFor(1)).rejects.toThrow('reported');
  });
});

/** Years after 1970: 0 in virtual time. */
function yearsNow(): number {
  return new Date().getFullYear() - 1970;
}

describe('Whose code runs between two turns', () => {
  /** A compartment that is busy for some milliseconds of virtual time, with everything there is. */
  async function busyRun(): Promise<{ years: number[]; steps: number }> {
    const { kernel, compartment } = make();
    const years: number[] = [];
    let steps = 0;
    const note = (): void => void years.push(yearsNow());
    const step = (): void => {
      steps += 1;
      note();
      process.nextTick(note);
      void Promise.resolve().then(note);
      void (async () => {
        await Promise.resolve();
        note();
        await new Promise((resolve) => setImmediate(resolve));
        note();
        process.nextTick(() => void Promise.resolve().then(() => process.nextTick(note)));
      })();
      if (steps < 40) setTimeout(step, 1);
    };
    compartment.handOver(step);
    await kernel.runFor(100 * millisecond);
    return { years, steps };
  }

  test('code of a compartment, however it was put off, always has virtual time', async () => {
    const { years, steps } = await busyRun();
    expect(steps).toBe(40);
    expect(years.length).toBe(40 * 6);
    expect(new Set(years)).toEqual(new Set([0]));
  });

  test('everybody else in the process has real time, whatever way the code comes', async () => {
    const seen: number[] = [];
    const note = (): void => void seen.push(yearsNow());
    const state = { isOver: false };
    /** Goes round as long as the compartments are at work. */
    const goRound = async (wait: () => Promise<unknown>): Promise<void> => {
      while (!state.isOver) {
        note();
        await wait();
      }
    };
    const { port1, port2 } = new MessageChannel();
    const others = [
      goRound(() => new Promise((resolve) => setImmediate(resolve))),
      goRound(() => new Promise((resolve) => setTimeout(resolve, 0))),
      goRound(() => new Promise((resolve) => process.nextTick(() => setImmediate(resolve)))),
      goRound(() => stat('.').then(note)),
      goRound(() => {
        port2.postMessage('');
        return once(port1, 'message');
      }),
    ];
    const runs = await Promise.all([busyRun(), busyRun(), busyRun()]);
    state.isOver = true;
    await Promise.all(others);
    port1.close();
    expect(new Set(runs.flatMap(({ years }) => years))).toEqual(new Set([0]));
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.every((years) => years > 40)).toBe(true);
  });

  test('who waits for what a compartment tells has real time, in every turn after', async () => {
    const { kernel, compartment } = make();
    const seen: number[] = [];
    const order: string[] = [];
    const waiting = new Promise<void>((told) => {
      compartment.handOver(() => {
        compartment.leave(() => {
          order.push(`told, ${yearsNow() > 40 ? 'real' : 'virtual'}`);
          told();
        });
        process.nextTick(() => order.push(`tick, ${yearsNow()}`));
        setImmediate(() => order.push(`immediate, ${yearsNow()}`));
      });
    }).then(async () => {
      for (let round = 0; round < 10; round += 1) {
        seen.push(yearsNow());
        await Promise.resolve();
        process.nextTick(() => seen.push(yearsNow()));
        setImmediate(() => seen.push(yearsNow()));
      }
      // Behind all the others.
      await new Promise((resolve) => setImmediate(resolve));
      return seen;
    });
    await kernel.runFor(1);
    await waiting;
    expect(order).toEqual(['tick, 0', 'told, real', 'immediate, 0']);
    expect(seen.length).toBe(30);
    expect(seen.every((years) => years > 40)).toBe(true);
  });

  test('what is told is told in order, at the instant it was said', async () => {
    const { kernel, compartment } = make();
    const told: string[] = [];
    const tell = (what: string): void =>
      compartment.leave(() => told.push(`${what} ${kernel.now / millisecond}`));
    compartment.handOver(() => {
      tell('first');
      setTimeout(() => tell('later'), 3);
      void Promise.resolve().then(() => tell('third'));
      tell('second');
    });
    await kernel.runFor(1 * second);
    expect(told).toEqual(['first 0', 'second 0', 'third 0', 'later 3']);
  });

  test('what throws while it is told comes out of run()', async () => {
    const { kernel, compartment } = make();
    compartment.handOver(() =>
      compartment.leave(() => {
        throw new Error('told');
      }),
    );
    await expect(kernel.runFor(1)).rejects.toThrow('told');
  });

  test('a compartment that never rests for long lets the others in all the same', async () => {
    const { kernel, compartment } = make();
    const state = { isOver: false, rounds: 0 };
    const other = (async () => {
      while (!state.isOver) {
        await new Promise((resolve) => setImmediate(resolve));
        state.rounds += 1;
      }
    })();
    let done = 0;
    for (let event = 1; event <= 2_000; event += 1) {
      kernel.after(event, () => compartment.handOver(() => (done += 1)));
    }
    await kernel.runFor(2_000);
    state.isOver = true;
    await other;
    expect(done).toBe(2_000);
    // Each hand-over takes two turns, and at most 64 of them are ordered together.
    expect(state.rounds).toBeGreaterThanOrEqual(4_000 / 64);
    // They are not ordered one by one either.
    expect(state.rounds).toBeLessThan(400);
  });

  test('a settled compartment leaves nothing to do to the event loop', async () => {
    const { kernel, compartment } = make();
    for (let event = 1; event <= 100; event += 1) {
      kernel.after(event, () => compartment.handOver(() => {}));
    }
    await kernel.runFor(100);
    const immediates = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'Immediate').length;
    await expect.poll(immediates).toBe(0);
  });

  test('outside of a compartment there is nothing to leave', () => {
    const { compartment } = make();
    let told = false;
    compartment.leave(() => (told = true));
    expect(told).toBe(true);
  });
});

describe('Two compartments at work at the same time', () => {
  test('keep their own time, immediates and randomness', async () => {
    const work = async (name: string, stepMs: number): Promise<string[]> => {
      const { kernel, compartment } = make(name);
      const log: string[] = [];
      const step = (): void => {
        log.push(`${Date.now()} ${Math.floor(Math.random() * 1000)}`);
        setImmediate(() => void Promise.resolve().then(() => log.push(`i ${Date.now()}`)));
        setTimeout(step, stepMs);
      };
      compartment.handOver(step);
      await kernel.runFor(50 * millisecond);
      return log;
    };
    const alone = [await work('a', 3), await work('b', 5)];
    const together = await Promise.all([work('a', 3), work('b', 5)]);
    expect(together).toEqual(alone);
    expect(alone[0]?.slice(0, 3)).toEqual([
      expect.stringMatching(/^0 /),
      'i 0',
      expect.stringMatching(/^3 /),
    ]);
  });
});

describe('Outside of a compartment', () => {
  test.each<[string, () => unknown]>([
    ['setTimeout', () => setTimeout(() => {}, 1)],
    ['setInterval', () => setInterval(() => {}, 1)],
    ['setImmediate', () => setImmediate(() => {})],
    ['Math.random', () => Math.random()],
    ['Date.now', () => Date.now()],
    ['Date.now', () => new Date()],
    ['Date.now', () => Date()],
  ])('%s inside an event is an assertion of the twin', async (name, action) => {
    const kernel = new Kernel({ seed: 1 });
    kernel.after(1, action);
    await expect(kernel.runFor(1)).rejects.toThrow(`${name} was called inside an event`);
  });

  test('elsewhere they are the real ones', async () => {
    expect(Date.now()).toBeGreaterThan(1_600_000_000_000);
    expect(new Date().getFullYear()).toBeGreaterThan(2_020);
    expect(new Date(0) instanceof Date).toBe(true);
    expect(new Date(0).constructor).toBe(Date);
    expect(new Date(2_001, 1).getFullYear()).toBe(2_001);
    await new Promise((resolve) => setTimeout(resolve, 1));
    await promisify(setTimeout)(1);
    await new Promise((resolve) => setImmediate(resolve));
    clearTimeout(setTimeout(() => {}, 1_000_000));
    clearTimeout(undefined);
  });

  test('dates with arguments only calculate, so an event may use them', async () => {
    const kernel = new Kernel({ seed: 1 });
    let year = 0;
    kernel.after(1, () => (year = new Date(0).getUTCFullYear()));
    await kernel.runFor(1);
    expect(year).toBe(1970);
  });

  test('guarding twice changes nothing', () => {
    const { setTimeout: before } = globalThis;
    guardGlobals();
    expect(globalThis.setTimeout).toBe(before);
  });
});

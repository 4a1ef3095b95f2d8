import { Kernel, millisecond, second } from '@w800/kernel';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { AsyncCompartment, guardGlobals } from './compartment.ts';

beforeAll(() => guardGlobals());

function make(name = 'test', seed = 1): { kernel: Kernel; compartment: AsyncCompartment } {
  const kernel = new Kernel({ seed });
  return { kernel, compartment: new AsyncCompartment(kernel, name) };
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
    compartment.enter(() => {
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
    compartment.enter(() => {
      dates.push(Date.now(), new Date().getTime(), Date.parse(Date()));
      dates.push(new Date(5).getTime());
    });
    await kernel.settle();
    expect(dates).toEqual([1_234, 1_234, 1_000, 5]);
  });

  test('randomness follows the seed and the name, in [0, 1)', () => {
    const draw = ({ compartment }: { compartment: AsyncCompartment }): number[] =>
      compartment.enter(() => Array.from({ length: 50 }, () => Math.random()));
    const first = draw(make('a', 1));
    expect(draw(make('a', 1))).toEqual(first);
    expect(draw(make('b', 1))).not.toEqual(first);
    expect(draw(make('a', 2))).not.toEqual(first);
    expect(first.every((drawn) => drawn >= 0 && drawn < 1)).toBe(true);
    expect(new Set(first).size).toBe(50);
  });

  test('a timer beyond the end of virtual time is never set', () => {
    const { compartment } = make();
    compartment.enter(() => setTimeout(() => {}, 2 ** 31 * 5));
    expect(compartment.timerCount).toBe(0);
  });

  test('after dispose() nothing is on the queue and nothing gets there', async () => {
    const { kernel, compartment } = make();
    let fired = 0;
    const set = (): void => {
      setTimeout(() => (fired += 1), 1);
      setInterval(() => (fired += 1), 1);
      setImmediate(() => (fired += 1));
    };
    compartment.enter(set);
    expect(compartment.timerCount).toBe(2);
    compartment.dispose();
    compartment.enter(set);
    expect(compartment.timerCount).toBe(0);
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

  test('code that has left a compartment may not read the clock in an event', async () => {
    const { kernel, compartment } = make();
    kernel.after(1, () => compartment.enter(() => compartment.leave(() => Date.now())));
    await expect(kernel.runFor(1)).rejects.toThrow('Date.now was called inside an event');
  });

  test('guarding twice changes nothing', () => {
    const { setTimeout: once } = globalThis;
    guardGlobals();
    expect(globalThis.setTimeout).toBe(once);
  });
});

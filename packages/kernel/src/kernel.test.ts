import { describe, expect, test } from 'vitest';
import { Kernel, runningKernel, type Compartment } from './kernel.ts';
import { defineTraceKind } from './trace.ts';
import { TwinBug } from './twin-bug.ts';

const note = defineTraceKind<{ readonly text: string }>('test.note', 'A note of a test');

describe('Kernel', () => {
  test('time stands at an event while it is executed, and at the end at the deadline', async () => {
    const kernel = new Kernel({ seed: 1 });
    const seen: number[] = [];
    kernel.at(5, () => seen.push(kernel.now));
    kernel.after(7, () => seen.push(kernel.now));
    expect(await kernel.run(10)).toBe('deadline');
    expect([...seen, kernel.now]).toEqual([5, 7, 10]);
  });

  test('an event due at the deadline is executed, one after it is not', async () => {
    const kernel = new Kernel({ seed: 1 });
    const seen: number[] = [];
    for (const at of [10, 11]) kernel.at(at, () => seen.push(at));
    await kernel.run(10);
    expect(seen).toEqual([10]);
  });

  test('stop ends the run at the very event that made it true', async () => {
    const kernel = new Kernel({ seed: 1 });
    let count = 0;
    for (const at of [1, 2, 3]) kernel.at(at, () => (count += 1));
    expect(await kernel.run(10, () => count === 2)).toBe('stopped');
    expect(kernel.now).toBe(2);
  });

  test('an alarm in the past or at a fraction of a nanosecond is our own fault', async () => {
    const kernel = new Kernel({ seed: 1 });
    await kernel.run(10);
    expect(() => kernel.at(9, () => {})).toThrow(TwinBug);
    expect(() => kernel.after(0.5, () => {})).toThrow(TwinBug);
    expect(() => kernel.after(Number.NaN, () => {})).toThrow(TwinBug);
    expect(() => kernel.after(Number.MAX_SAFE_INTEGER, () => {})).toThrow(TwinBug);
  });

  test('a run never ends at one instant: the kernel says that time stands still', async () => {
    const kernel = new Kernel({ seed: 1 });
    const again = (): void => void kernel.after(0, again);
    again();
    await expect(kernel.run(1)).rejects.toThrow(/time stands still/);
  });

  test('an assertion prints the claim, seed, instant, last records and the replay line', async () => {
    const kernel = new Kernel({ seed: 42, replay: 'pnpm sim x.yaml --seed 42' });
    kernel.keepLastRecords();
    kernel.at(1_500_000_000, () => kernel.trace.emit(note, { text: 'about to fail' }));
    await kernel.run(1_500_000_000);
    expect(() => kernel.fail('two and two are five')).toThrow(
      [
        'assertion failed: two and two are five',
        '  seed 42, virtual time 1.5 s',
        '  last records:',
        '    1.5 s test.note {"text":"about to fail"}',
        '  replay: pnpm sim x.yaml --seed 42',
      ].join('\n'),
    );
  });

  test('an assertion prints of a record what may be shown, and of bytes how many there are', () => {
    const kernel = new Kernel({ seed: 1 });
    kernel.keepLastRecords((record) => ({ ...record, data: { ...record.data, text: '***' } }));
    const burst = defineTraceKind<{ text: string; bytes: Uint8Array }>('test.burst', 'Bytes');
    kernel.trace.emit(burst, { text: 'secret', bytes: Uint8Array.of(65, 66, 67) });
    const bug = catchBug(() => kernel.fail('x'));
    expect(bug.message).toContain('test.burst {"text":"***","bytes":"3 bytes"}');
    expect(JSON.stringify(bug.context.records)).not.toContain('secret');
  });

  test('only the last twenty records are kept', () => {
    const kernel = new Kernel({ seed: 1 });
    kernel.keepLastRecords();
    for (let index = 0; index < 25; index += 1) kernel.trace.emit(note, { text: `n${index}` });
    const bug = catchBug(() => kernel.fail('x'));
    expect(bug.context.records.map(({ data }) => data['text'])).toEqual(
      Array.from({ length: 20 }, (_, index) => `n${index + 5}`),
    );
  });

  test('virtual time waits until a compartment has settled', async () => {
    const kernel = new Kernel({ seed: 1 });
    const order: string[] = [];
    const compartment = new SlowCompartment(order);
    kernel.addCompartment(compartment);
    kernel.at(1, () => compartment.handOver());
    kernel.at(1, () => order.push('next event'));
    await kernel.run(2);
    expect(order).toEqual(['handed over', 'settled', 'next event']);
  });

  test('what was handed over outside an event has settled before the first event', async () => {
    const kernel = new Kernel({ seed: 1 });
    const order: string[] = [];
    const compartment = new SlowCompartment(order);
    kernel.addCompartment(compartment);
    compartment.handOver();
    kernel.at(0, () => order.push('event'));
    await kernel.run(0);
    expect(order).toEqual(['handed over', 'settled', 'event']);
  });

  test('the running kernel is known during an event and only then', async () => {
    const kernel = new Kernel({ seed: 1 });
    let inside: Kernel | undefined;
    kernel.at(1, () => (inside = runningKernel()));
    kernel.at(2, () => {
      throw new Error('a model throws');
    });
    await kernel.run(1);
    expect(inside).toBe(kernel);
    await expect(kernel.run(2)).rejects.toThrow('a model throws');
    expect(runningKernel()).toBeUndefined();
  });

  test('a long run lets the event loop of the machine breathe', async () => {
    let breaths = 0;
    const breathe = (): Promise<void> => {
      breaths += 1;
      return Promise.resolve();
    };
    const kernel = new Kernel({ seed: 1, breathe });
    for (let index = 0; index < 10_000; index += 1) kernel.at(index, () => {});
    await kernel.run(10_000);
    expect(breaths).toBe(2);
  });
});

class SlowCompartment implements Compartment {
  unsettled = false;
  private readonly order: string[];

  constructor(order: string[]) {
    this.order = order;
  }

  handOver(): void {
    this.unsettled = true;
    this.order.push('handed over');
  }

  async settle(): Promise<void> {
    await Promise.resolve();
    this.unsettled = false;
    this.order.push('settled');
  }
}

function catchBug(action: () => void): TwinBug {
  try {
    action();
  } catch (error) {
    if (error instanceof TwinBug) return error;
  }
  throw new Error('no TwinBug was thrown');
}

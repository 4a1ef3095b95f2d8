import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { unpoweredSites } from '../testing/unpowered-sites.ts';
import { ActiveFaults } from './active-faults.ts';
import { defineFault, type FaultDefinition } from './define-fault.ts';

type Changes = Partial<FaultDefinition<z.ZodString>>;

/** Faults of one kind, at a control that counts how often each thing is held. */
function openFaults(changes: Changes = {}) {
  const kernel = new Kernel({ seed: 1 });
  const held: string[] = [];
  const definition = defineFault({
    name: 'held',
    class: 'memory',
    summary: 'Something is held.',
    reaction: 'None.',
    basis: { provenance: 'assumed', source: 'A test.' },
    schema: z.string(),
    example: 'a',
    lasts: true,
    apply(_sites, value) {
      held.push(value);
      return () => {
        const index = held.indexOf(value);
        if (index >= 0) held.splice(index, 1);
      };
    },
    ...changes,
  });
  const faults = new ActiveFaults(kernel);
  const broker = () => kernel.fail('no broker is asked for');
  const sites = { ...unpoweredSites(kernel), broker };
  const apply = (value: string, forNs?: number) => faults.apply(definition, value, sites, forNs);
  return { kernel, faults, held, apply };
}

test('what was applied twice is repaired as often, when the newer one ends', async () => {
  const { kernel, held, apply } = openFaults();
  apply('a', 10 * second);
  apply('b', 20 * second);
  await kernel.run(15 * second);
  expect(held).toEqual(['a', 'b']);
  await kernel.run(20 * second);
  expect(held).toEqual([]);
});

test('a fault that has replaced thirty thousand of its kind ends like any other', () => {
  const { faults, held, apply } = openFaults();
  for (let count = 0; count < 30_000; count += 1) apply('a', second);
  faults.repair('held');
  expect(held).toEqual([]);
});

test('faults about several things end each for itself', async () => {
  const { kernel, faults, held, apply } = openFaults({ about: (value) => value });
  apply('a', 10 * second);
  apply('b');
  await kernel.run(10 * second);
  expect(held).toEqual(['b']);
  faults.repair('other');
  expect(held).toEqual(['b']);
  faults.repair('held');
  expect(held).toEqual([]);
});

test('faults that add up end each for itself, even of the same', async () => {
  const { kernel, held, apply } = openFaults({ stacks: true });
  apply('a', 10 * second);
  apply('a', 20 * second);
  await kernel.run(10 * second);
  expect(held).toEqual(['a']);
  await kernel.run(20 * second);
  expect(held).toEqual([]);
});

test('each application draws from a stream of its own', () => {
  const drawn: number[] = [];
  const { apply } = openFaults({
    apply: ({ random }) => {
      drawn.push(random.uint32());
      return undefined;
    },
  });
  for (const value of ['a', 'a', 'a']) apply(value);
  expect(new Set(drawn).size).toBe(3);
});

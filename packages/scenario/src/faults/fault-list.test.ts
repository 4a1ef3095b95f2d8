import { Kernel, second } from '@w800/kernel';
import { expect, test } from 'vitest';
import { unpoweredSites } from '../testing/unpowered-sites.ts';
import { faultClasses, type Repair } from './define-fault.ts';
import { faultDescriptions } from './fault-descriptions.ts';
import { faultList } from './fault-list.ts';

test('there are at least thirty faults, and some of every class', () => {
  expect(faultList.length).toBeGreaterThanOrEqual(30);
  const classes = new Set(faultList.map((fault) => fault.class));
  expect([...classes].toSorted()).toEqual(Object.keys(faultClasses).toSorted());
});

test('every fault has a name of its own, in small letters and hyphens', () => {
  const names = faultList.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const reserved = new Set(['all', 'for', 'after', 'at', 'on', 'drawn']);
  for (const name of names) {
    expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(reserved).not.toContain(name);
  }
});

test.each(faultDescriptions())('$name: what is said of it are sentences', (fault) => {
  expect(fault.summary).toMatch(/^[A-Z].*\.$/s);
  expect(fault.reaction).toMatch(/^["`A-Z].*[.`]$/s);
  expect(fault.basis.source).not.toBe('');
  const values = [fault, ...fault.fields].map(({ value }) => value);
  expect(values).not.toContain('');
});

const blowOrNot = 'a blow leaves nothing to repair, and what lasts can be repaired twice';

test.each(faultList)(`$name: ${blowOrNot}`, async ({ schema, example, lasts, apply }) => {
  const kernel = new Kernel({ seed: 1 });
  const sites = unpoweredSites(kernel);
  const random = kernel.random.fork('fault');
  let repair: Repair | undefined;
  try {
    repair = apply({ ...sites, broker: noBroker, random }, schema.parse(example));
  } catch (error) {
    if (error instanceof NoBroker) return;
    throw error;
  }
  expect(repair !== undefined).toBe(lasts);
  await kernel.run(10 * second);
  repair?.();
  await kernel.run(20 * second);
  repair?.();
  await kernel.run(30 * second);
});

function noBroker(): never {
  throw new NoBroker();
}

class NoBroker extends Error {}

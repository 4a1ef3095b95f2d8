import { Ballast, type Heap } from '@w800/memory';
import { expect, test } from 'vitest';
import type { BudgetPlan } from './budget-plan.ts';
import { budgetWorld } from './budget-world.ts';
import { computeBudget } from './compute-budget.ts';
import { measureBudget } from './measure-budget.ts';
import { serverChains } from './server-chain.ts';

const plan: BudgetPlan = {
  scheme: 1,
  module: {},
  serverChain: serverChains['p256'] ?? [],
  topics: 1,
  payloadBytes: 100,
  qos: 1,
  reconnect: 0,
  publish: 'plain',
};

const answer = await computeBudget(plan);

test('the answer is the same every time', async () => {
  expect(await computeBudget(plan)).toEqual(answer);
});

test('what can be spared can be, and 64 bytes more cannot', async () => {
  const { sparable } = answer;
  if (sparable === undefined) throw new Error('something can be spared');
  const failureWith = async (bytes: number) => {
    const crowd = (heap: Heap): void => {
      new Ballast(heap, 'others').leave(heap.freeBytes - bytes);
    };
    return (await measureBudget(plan, budgetWorld(plan), { crowd })).failure;
  };
  expect(await failureWith(sparable.bytes)).toBeUndefined();
  const { phase, misfit } = sparable.failure;
  expect(misfit).toBeDefined();
  expect(await failureWith(sparable.bytes + 64)).toMatchObject({ phase });
});

test('each grows to a limit of the commands or of the memory', async () => {
  const { reaches } = answer;
  const found = new Map(reaches.map((reach) => [reach.what, reach]));
  expect([...found.keys()]).toEqual(['published payload', 'received payload', 'topics', 'links']);
  expect(found.get('published payload')).toMatchObject({ isLimit: true, most: 226 });
  expect(found.get('topics')).toMatchObject({ isLimit: true, most: 10 });
  expect(found.get('links')).toMatchObject({ isLimit: true, most: 8 });
  const received = found.get('received payload');
  expect(received).toMatchObject({ isLimit: false, failure: { phase: 'receive' } });
  const receivedBytes = received?.most ?? 0;
  const fits = await measureBudget(plan, budgetWorld(plan), { receivedBytes });
  expect(fits.failure).toBeUndefined();
});

test('fewer TLS connections fit than there are sockets', async () => {
  const { reaches, whatIfs } = await computeBudget({ ...plan, scheme: 5 });
  const links = reaches.find(({ what }) => what === 'links');
  expect(links).toMatchObject({ isLimit: false, failure: { phase: 'connect' } });
  expect(links?.most).toBeGreaterThanOrEqual(2);
  expect(links?.most).toBeLessThanOrEqual(5);
  expect(links?.failure?.misfit?.owner).toMatch(/^tls\./);
  expect(whatIfs.map(({ what }) => what)).toEqual(['scheme 1', 'reconnect 1']);
});

test('what does not fit is not made to grow', async () => {
  const module = { identity: 'none' } as const;
  const { measure, reaches, sparable } = await computeBudget({ ...plan, scheme: 5, module });
  expect(measure.failure?.phase).toBe('connect');
  expect([reaches, sparable]).toEqual([[], undefined]);
});

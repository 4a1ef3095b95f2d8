import { Ballast } from '@w800/memory';
import { describe, expect, test } from 'vitest';
import type { BudgetPlan } from './budget-plan.ts';
import { budgetWorld } from './budget-world.ts';
import { measureBudget, type MeasureOptions } from './measure-budget.ts';
import { serverChains } from './server-chain.ts';

const plan: BudgetPlan = {
  scheme: 1,
  module: {},
  serverChain: serverChains['rsa2048x2'] ?? [],
  topics: 2,
  payloadBytes: 256,
  qos: 1,
  reconnect: 0,
  publish: 'raw',
};

function measure(change: Partial<BudgetPlan> = {}, options: MeasureOptions = {}) {
  const asked = { ...plan, ...change };
  return measureBudget(asked, budgetWorld(asked), options);
}

describe('a module that does what is asked for', () => {
  test('has less and less memory, and some of it back at rest', async () => {
    const { failure, ...figures } = await measure();
    expect(failure).toBeUndefined();
    const { capacityBytes, bootFreeBytes, joinedFreeBytes, steadyFreeBytes, worst } = figures;
    expect(capacityBytes).toBe(258_744);
    const falling = [capacityBytes, bootFreeBytes, joinedFreeBytes, steadyFreeBytes];
    expect(falling).toEqual([...falling].toSorted((one, other) => other - one));
    expect(worst.freeBytes).toBeLessThan(steadyFreeBytes);
    expect(worst.usedBytes + worst.freeBytes).toBe(capacityBytes);
    expect(figures.phases.map(({ phase }) => phase)).toEqual([
      'join',
      'connect',
      'subscribe',
      'publish',
      'receive',
    ]);
    const leasts = figures.phases.map(({ leastFreeBytes }) => leastFreeBytes);
    expect(worst.freeBytes).toBe(Math.min(...leasts));
  });

  test('its owners hold together what is in use', async () => {
    const { capacityBytes, steadyFreeBytes, worst, owners } = await measure();
    const sum = (part: 'steadyBytes' | 'worstBytes') =>
      owners.reduce((total, one) => total + one[part], 0);
    expect(sum('steadyBytes')).toBe(capacityBytes - steadyFreeBytes);
    expect(sum('worstBytes')).toBe(worst.usedBytes);
    for (const { peakBytes, steadyBytes, worstBytes } of owners) {
      expect(peakBytes).toBeGreaterThanOrEqual(Math.max(steadyBytes, worstBytes));
    }
  });

  test.each([
    ['TLS costs more than TCP, most of all in its handshake', { scheme: 5 }, 'connect'],
    ['coming back by itself costs a task', { reconnect: 1 }, 'publish'],
    ['a larger payload costs more while it is under way', { payloadBytes: 5760 }, 'publish'],
  ] as const)('%s', async (_what, change, phase) => {
    const [usual, other] = await Promise.all([measure(), measure(change)]);
    expect(other.failure).toBeUndefined();
    expect(other.worst.phase).toBe(phase);
    expect(other.worst.freeBytes).toBeLessThan(usual.worst.freeBytes - 4_000);
  });

  test.each([2, 3, 4, 6, 7, 8, 9, 10])('scheme %d works as well', async (scheme) => {
    const { failure, worst } = await measure({ scheme });
    expect(failure).toBeUndefined();
    expect(worst.freeBytes).toBeGreaterThan(0);
  });

  test('the certificates of the server are those that were asked for', async () => {
    const peerOf = async (name: string): Promise<number> => {
      const serverChain = serverChains[name] ?? [];
      const { owners } = await measure({ scheme: 3, serverChain });
      return owners.find(({ owner }) => owner === 'tls.peer')?.steadyBytes ?? 0;
    };
    const [two, one] = [await peerOf('rsa2048x2'), await peerOf('rsa2048')];
    expect(one).toBeGreaterThan(0);
    expect(two).toBeGreaterThan(one + 1_500);
  });

  test.each([
    ['plain', 0],
    ['raw', 1],
  ] as const)('published %s, a payload of %d bytes', async (publish, payloadBytes) => {
    expect((await measure({ publish, payloadBytes, topics: 0, qos: 2 })).failure).toBeUndefined();
  });
});

describe('a module without enough memory', () => {
  test('fails where it does, for what it does not get', async () => {
    const crowd: MeasureOptions['crowd'] = (heap) => new Ballast(heap, 'others').leave(30_000);
    const { failure } = await measure({ scheme: 5 }, { crowd });
    expect(failure).toMatchObject({ phase: 'connect', misfit: { owner: 'tls.connection' } });
    const { freeBytes = 0, requestedBytes = 0 } = failure?.misfit ?? {};
    expect(freeBytes).toBeLessThan(30_000);
    expect(requestedBytes).toBeGreaterThan(0);
  });

  test('closes the session for a message that does not fit', async () => {
    const { failure } = await measure({}, { receivedBytes: 140_000 });
    expect(failure).toMatchObject({ phase: 'receive', what: 'the module closed the session' });
    expect(failure?.misfit?.requestedBytes).toBeGreaterThan(130_000);
  });

  test('does not blame memory for a slot that is empty', async () => {
    const { failure } = await measure({ scheme: 5, module: { identity: 'none' } });
    expect(failure?.phase).toBe('connect');
    expect(failure).not.toHaveProperty('misfit');
  });
});

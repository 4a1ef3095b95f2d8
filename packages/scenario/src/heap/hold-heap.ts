import type { Growth, Holder } from '@w800/memory';
import type { Comparison } from '../fields/comparison.ts';
import type { HostDriver } from '../host-driver.ts';
import { suggest } from '../nearest-word.ts';
import { StepFailure } from '../step-failure.ts';
import type { HeapBounds } from './heap-bounds.ts';
import type { HeapGauge } from './heap-gauge.ts';
import { isOwnedBy, ownerPatterns } from './owner-pattern.ts';

const readings = {
  free: ['freeBytes', 'free bytes now'],
  used: ['usedBytes', 'used bytes now'],
  lowWater: ['lowWaterBytes', 'the least free bytes since power-on'],
  largest: ['largestFreeBytes', 'the largest free block'],
} as const;

/** More holders than that nobody reads. */
const holdersMax = 8;

/**
 * Holds the heap against bounds, and then marks the moment if that is asked for.
 * @throws StepFailure for the first that is not kept, and tells who held what
 */
export function holdHeap(bounds: HeapBounds, host: HostDriver): void {
  const { gauge } = host;
  const failing = new HeapFailing(host);
  for (const [name, [field, meaning]] of Object.entries(readings)) {
    const bound = bounds[name as keyof typeof readings];
    const reading = gauge.heap[field];
    if (bound === undefined || bound.holds(reading)) continue;
    const holders = name === 'lowWater' ? gauge.lowWaterHolders : gauge.heap.holders();
    failing.reading(`heap ${name} (${meaning})`, reading, bound, holders.map(holding));
  }
  for (const [pattern, bound] of Object.entries(bounds.owners ?? {})) {
    failing.unlessKnown(pattern);
    const held = gauge.heap.holders().filter(({ owner }) => isOwnedBy(owner, pattern));
    const reading = sum(held.map(({ bytes }) => bytes));
    if (!bound.holds(reading)) {
      const parts = pattern.endsWith('.*') ? held.map(holding) : [];
      failing.reading(`what ${pattern} holds`, reading, bound, parts);
    }
  }
  for (const [name, bound] of Object.entries(bounds.grownSince ?? {})) {
    const grown = grownSince(gauge, name);
    const reading = sum(grown.map(({ netBytes }) => netBytes));
    if (!bound.holds(reading)) {
      failing.reading(`what the heap has grown since "${name}"`, reading, bound, grown.map(growth));
    }
  }
  if (bounds.leaks !== undefined) {
    const { since, except = [] } = bounds.leaks;
    for (const pattern of except) failing.unlessKnown(pattern);
    const grown = grownSince(gauge, since).filter(
      ({ owner }) => !except.some((pattern) => isOwnedBy(owner, pattern)),
    );
    if (grown.length > 0) failing.leak(since, grown);
  }
  if (bounds.mark !== undefined) gauge.mark(bounds.mark);
}

class HeapFailing {
  private readonly host: HostDriver;

  constructor(host: HostDriver) {
    this.host = host;
  }

  reading(name: string, reading: number, { text }: Comparison, holders: readonly string[]): never {
    const told = `${reading} bytes`;
    const got = [told, ...holders.slice(0, holdersMax)];
    throw new StepFailure(`${name} is ${told}, not ${text}`, `${name} ${text}`, got, this.site);
  }

  leak(since: string | undefined, grown: readonly Growth[]): never {
    const bytes = sum(grown.map(({ netBytes }) => netBytes));
    const mark = since === undefined ? 'the latest mark' : `"${since}"`;
    const message = `${bytes} bytes have leaked since ${mark}`;
    throw new StepFailure(message, `no leaks since ${mark}`, grown.map(growth), this.site);
  }

  /** A bound on somebody who never held anything shows nothing. */
  unlessKnown(pattern: string): void {
    const { owners } = this.host.gauge;
    if (owners.some((owner) => isOwnedBy(owner, pattern))) return;
    const message = `nobody called \`${pattern}\` has held memory so far`;
    const fix = suggest(pattern, ownerPatterns(owners, pattern));
    const expected = `an owner \`${pattern}\``;
    throw new StepFailure(`${message}. ${fix}`, expected, owners.toSorted(), this.site);
  }

  private get site() {
    return this.host.site;
  }
}

/** Whoever holds more than at a mark. */
function grownSince(gauge: HeapGauge, name: string | undefined): readonly Growth[] {
  const mark = gauge.marked(name);
  if (mark !== undefined) return mark.grown().filter(({ netBytes }) => netBytes > 0);
  const what = name === undefined ? 'nothing is marked' : `no moment "${name}" is marked`;
  throw new StepFailure(`${what} so far`, 'a moment that was marked', []);
}

function holding({ owner, bytes }: Holder): string {
  return `${owner} holds ${bytes}`;
}

function growth({ owner, netBytes, blocks }: Growth): string {
  const taken = `${blocks} new ${blocks === 1 ? 'block' : 'blocks'}`;
  return `${owner} holds ${netBytes} bytes more, ${taken}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

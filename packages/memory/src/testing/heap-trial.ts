import { Kernel } from '@w800/kernel';
import type { Block } from '../block.ts';
import { Heap } from '../heap.ts';
import type { HeapLayout } from '../heap-layout.ts';
import type { Stretch } from '../stretch.ts';
import { brokenLaw } from './broken-law.ts';
import { noEncounters, type Encounters } from './encounters.ts';
import type { HeapStep } from './heap-step.ts';
import { NaiveHeap, type NaiveBlock } from './naive-heap.ts';

const stepsPerLook = 32;

/** The heap beside the naive one: both do the same, and the first difference is thrown. */
export class HeapTrial {
  readonly kernel = new Kernel({ seed: 1 });
  readonly heap: Heap;
  readonly naive: NaiveHeap;

  private readonly encounters: Encounters;
  private live: { readonly block: Block; readonly naive: NaiveBlock }[] = [];
  /** What is being done, for the text of a difference. */
  private deed = 'power-on';

  /** @param taken called whenever the naive heap has taken a block */
  constructor(layout: HeapLayout, encounters: Encounters = noEncounters(), taken?: () => void) {
    this.heap = new Heap(this.kernel, layout);
    this.naive = new NaiveHeap(layout, taken);
    this.encounters = encounters;
    this.compare();
  }

  /** One after the other, with a look at every block now and then and at the end. */
  performAll(steps: readonly HeapStep[]): void {
    for (const [index, step] of steps.entries()) {
      this.perform(step);
      if (index % stepsPerLook === 0) this.look();
    }
    this.look();
  }

  perform(step: HeapStep): void {
    this.encounters.steps += 1;
    if (step.do === 'allocate') this.allocate(step.bytes, step.owner);
    else if (step.do === 'fill') this.allocate(this.bytesLeaving(step), step.owner);
    else if (step.do === 'free') this.free(step.block);
    else if (step.do === 'reallocate') this.reallocate(step.block, step.bytes);
    else this.reset();
    this.compare();
  }

  /** What takes longer: every block, every owner, and the laws without the naive heap. */
  private look(): void {
    const { heap, naive } = this;
    this.same('broken', brokenLaw(heap, naive.layout) ?? 'nothing', 'nothing');
    const fields = ({ address, bytes, requestedBytes, owner }: NaiveBlock): string =>
      `${owner} ${requestedBytes} in ${bytes} at ${address}`;
    this.same('list', heap.blocks().map(fields).join(), naive.blocks.map(fields).join());
    const held = [...heap.owners()].map(([owner, bytes]) => `${owner} ${bytes}`).toSorted();
    const owners = [...new Set(naive.blocks.map(({ owner }) => owner))].toSorted();
    const expected = owners.map((owner) => `${owner} ${naive.usedBy(owner)}`);
    this.same('owners', held.join(), expected.join());
  }

  private bytesLeaving({ gap, leaving }: HeapStep & { readonly do: 'fill' }): number {
    const gaps = this.naive.gaps();
    const bytes = gaps[gap % Math.max(1, gaps.length)]?.bytes ?? 0;
    return Math.max(0, bytes - this.naive.layout.headerBytes - leaving);
  }

  private allocate(bytes: number, owner: string): void {
    this.deed = `${bytes} bytes for ${owner}`;
    const naive = this.naive.allocate(bytes, owner);
    this.note(bytes, naive);
    const block = this.heap.allocate(bytes, owner);
    this.sameStretches('got', block && [block], naive && [naive]);
    if (block === undefined || naive === undefined) return;
    this.live.push({ block, naive });
    this.sameSum(owner);
  }

  private free(index: number): void {
    const [gone] = this.live.splice(index % Math.max(1, this.live.length), 1);
    if (gone === undefined) return;
    const { address, bytes, owner } = gone.naive;
    this.deed = `freeing ${bytes} at ${address}`;
    this.naive.free(gone.naive);
    this.heap.free(gone.block);
    this.sameSum(owner);
  }

  private reallocate(index: number, bytes: number): void {
    const place = index % Math.max(1, this.live.length);
    const old = this.live[place];
    if (old === undefined) return;
    const { address, owner } = old.naive;
    this.deed = `${bytes} bytes instead of ${old.naive.bytes} at ${address}`;
    const naive = this.naive.allocate(bytes, owner);
    if (naive !== undefined) this.naive.free(old.naive);
    const block = this.heap.reallocate(old.block, bytes);
    this.sameStretches('got', block && [block], naive && [naive]);
    this.sameSum(owner);
    if (block === undefined || naive === undefined) return;
    this.live[place] = { block, naive };
    this.encounters.moved += 1;
  }

  private reset(): void {
    this.deed = 'reset';
    this.heap.reset();
    this.naive.reset();
    this.live = [];
  }

  private note(bytes: number, got: NaiveBlock | undefined): void {
    const { encounters, naive } = this;
    const { headerBytes, alignmentBytes } = naive.layout;
    encounters.blocksMax = Math.max(encounters.blocksMax, naive.blocks.length);
    if (got === undefined && bytes > 0) {
      encounters.exhausted += 1;
      if (naive.freeBytes >= bytes + headerBytes + alignmentBytes) encounters.fragmented += 1;
    } else if (got !== undefined && got.bytes - bytes - headerBytes >= alignmentBytes) {
      encounters.givenAlong += 1;
    }
  }

  private compare(): void {
    const { heap, naive } = this;
    const gaps = naive.gaps();
    const free = gaps.reduce((sum, { bytes }) => sum + bytes, 0);
    const largest = gaps.reduce((most, { bytes }) => Math.max(most, bytes), 0);
    this.sameStretches('free stretches', heap.stretches(), gaps);
    this.same('free', heap.freeBytes, free);
    this.same('used', heap.usedBytes, naive.usedBytes);
    this.same('free and used', heap.freeBytes + heap.usedBytes, heap.capacityBytes);
    this.same('low water', heap.lowWaterBytes, naive.lowWaterBytes);
    this.same('largest', heap.largestFreeBytes, largest);
    this.same('blocks', heap.blockCount, naive.blocks.length);
    this.encounters.gapsMax = Math.max(this.encounters.gapsMax, gaps.length);
  }

  private sameSum(owner: string): void {
    this.same('sum of the owner', this.heap.usedBy(owner), this.naive.usedBy(owner));
  }

  private same(what: string, got: string | number, expected: string | number): void {
    if (got !== expected) {
      throw new Error(`${this.deed}: ${what} ${got}, but naively ${expected}`);
    }
  }

  private sameStretches(what: string, got: Stretches, expected: Stretches): void {
    const isSame =
      got?.length === expected?.length &&
      (got ?? []).every(({ address, bytes }, index) => {
        const other = expected?.[index];
        return address === other?.address && bytes === other.bytes;
      });
    if (!isSame) this.same(what, show(got), show(expected));
  }
}

type Stretches = readonly Stretch[] | undefined;

function show(stretches: Stretches): string {
  const texts = stretches?.map(({ address, bytes }) => `${bytes} at ${address}`);
  return texts?.join(', ') ?? 'none';
}

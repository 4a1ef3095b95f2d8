import { second, type Instant, type Kernel, type Random } from '@w800/kernel';
import type { DatagramSocket, Pending, ResolveOutcome } from '@w800/ports';
import type { WorldValues } from '../world-values.ts';
import { NameLookup } from './name-lookup.ts';

/** How the questions of a table get out. */
export interface NameSource {
  readonly servers: readonly string[];
  isPortTaken(port: number): boolean;
  open(port: number): DatagramSocket;
}

interface Entry {
  readonly name: string;
  readonly source: NameSource;
  /** Who wants to know; empty once it is known. */
  waiting: ((outcome: ResolveOutcome) => void)[];
  lookup: NameLookup | undefined;
  address: string;
  until: Instant;
}

const portMax = 65_535;

/**
 * The names a module knows or asks for, in the four places lwIP has: an
 * answer is kept as long as it says, the oldest gives way to a new question,
 * and while four questions are open there is no fifth.
 */
export class NameTable {
  private readonly kernel: Kernel;
  private readonly figures: WorldValues;
  private readonly random: Random;
  private entries: Entry[] = [];

  /** @param mac whose table this is; ports and identifiers follow from it and the seed */
  constructor(kernel: Kernel, figures: WorldValues, mac: string) {
    this.kernel = kernel;
    this.figures = figures;
    this.random = kernel.random.fork(`world.dns.${mac}`);
  }

  /** `done` is called exactly once, never synchronously, unless it is cancelled. */
  resolve(name: string, source: NameSource, done: (outcome: ResolveOutcome) => void): Pending {
    const wanted = name.toLowerCase();
    this.entries = this.entries.filter(({ until }) => until > this.kernel.now);
    const known = this.entries.find((entry) => entry.name === wanted && entry.source === source);
    if (known?.lookup !== undefined) return this.join(known, done);
    const kept = this.entries.find((entry) => entry.name === wanted && entry.lookup === undefined);
    if (kept !== undefined) return this.soon(() => done({ ok: true, address: kept.address }));
    const isName = wanted.length > 0 && wanted.length <= this.figures.dnsNameBytesMax;
    if (!isName) return this.soon(() => done({ ok: false, reason: 'no-such-name' }));
    if (!this.makeRoom()) return this.soon(() => done({ ok: false, reason: 'no-server' }));
    return this.join(this.begin(wanted, source), done);
  }

  /** What is asked by that way ends without an answer. */
  abandon(source: NameSource): void {
    for (const entry of this.entries) {
      if (entry.source === source) entry.lookup?.finish({ ok: false, reason: 'timeout' });
    }
  }

  /** What a restart of the module does. */
  clear(): void {
    for (const { lookup } of this.entries) lookup?.cancel();
    this.entries = [];
  }

  private join(entry: Entry, done: (outcome: ResolveOutcome) => void): Pending {
    entry.waiting.push(done);
    // The question stays open, and its answer is kept, when nobody waits for it any more.
    return {
      cancel: () => {
        entry.waiting = entry.waiting.filter((one) => one !== done);
      },
    };
  }

  private begin(name: string, source: NameSource): Entry {
    const { kernel, figures, random } = this;
    const entry: Entry = {
      name,
      source,
      waiting: [],
      lookup: undefined,
      address: '',
      until: Infinity,
    };
    entry.lookup = new NameLookup({
      kernel,
      figures,
      name,
      servers: source.servers,
      id: random.integer(0, 0xffff),
      open: () => source.open(this.freePort(source)),
      done: (outcome, ttlSeconds) => this.finish(entry, outcome, ttlSeconds),
    });
    this.entries.push(entry);
    return entry;
  }

  private finish(entry: Entry, outcome: ResolveOutcome, ttlSeconds: number): void {
    const { waiting } = entry;
    entry.waiting = [];
    entry.lookup = undefined;
    const keptSeconds = outcome.ok ? Math.min(ttlSeconds, this.figures.dnsTtlSecondsMax) : 0;
    entry.address = outcome.ok ? outcome.address : '';
    entry.until = this.kernel.now + keptSeconds * second;
    if (keptSeconds === 0) this.entries = this.entries.filter((one) => one !== entry);
    for (const done of waiting) done(outcome);
  }

  /** An unused place, or that of the oldest answer. */
  private makeRoom(): boolean {
    if (this.entries.length < this.figures.dnsTableSize) return true;
    const oldest = this.entries.find(({ lookup }) => lookup === undefined);
    this.entries = this.entries.filter((entry) => entry !== oldest);
    return oldest !== undefined;
  }

  private freePort(source: NameSource): number {
    for (;;) {
      const port = this.random.integer(this.figures.dnsPortMin, portMax);
      if (!source.isPortTaken(port)) return port;
    }
  }

  private soon(action: () => void): Pending {
    const alarm = this.kernel.after(0, action);
    return { cancel: () => alarm.cancel() };
  }
}

import {
  defineTraceKind,
  type Duration,
  type Instant,
  type Kernel,
  type Random,
} from '@w800/kernel';
import type { Gate } from './gate.ts';
import {
  checkSettings,
  type Direction,
  type LinkConditions,
  type LinkSettings,
} from './link-conditions.ts';
import { Shaper, type Crossing, type DropReason } from './shaper.ts';
import { Silences } from './silences.ts';

export const linkState = defineTraceKind<{ link: string; up: boolean }>(
  'link.state',
  'A link fell silent or carries frames again.',
);

export const linkDrop = defineTraceKind<{
  link: string;
  direction: Direction;
  reason: DropReason;
  ipBytes: number;
}>('link.drop', 'A packet got no further than this link, or what stands before it.');

export interface LinkOptions {
  /** What each packet costs here beside itself. */
  readonly overheadBytes?: number;
  /** How long a packet is held back that others shall overtake. */
  readonly holdNs?: Duration;
  /** Whether it is a server's own, so that a way out of it leads towards the modules. */
  readonly isServers?: boolean;
}

/**
 * One stretch of the way between the module and a server. Everything that
 * travels passes here, so latency, silence, loss, jitter and bandwidth have
 * one place.
 */
export class Link {
  readonly name: string;
  /** Of the link without conditions. */
  readonly latencyNs: Duration;
  readonly isServers: boolean;
  /** What stands before it. */
  private gatekeeper: Gate | undefined;
  private readonly kernel: Kernel;
  private readonly options: LinkOptions;
  private readonly silences = new Silences();
  private readonly watchers = new Set<(up: boolean) => void>();
  private readonly layers = new Map<string, LinkSettings>();
  private readonly shapers = new Map<Direction, Shaper>();
  private readonly randoms = new Map<Direction, Random>();
  private effective: Readonly<Record<Direction, LinkConditions>> = {
    towardsServers: {},
    towardsModule: {},
  };
  private plain = true;

  constructor(kernel: Kernel, name: string, latencyNs: Duration, options: LinkOptions = {}) {
    this.kernel = kernel;
    this.name = name;
    this.latencyNs = latencyNs;
    this.options = options;
    this.isServers = options.isServers ?? false;
  }

  get isUp(): boolean {
    return !this.silences.isSilent;
  }

  /** Whether it does nothing but delay what it carries by its own latency. */
  get isPlain(): boolean {
    return this.plain;
  }

  /** What the link does now, in each direction. */
  get conditions(): Readonly<Record<Direction, LinkConditions>> {
    return this.effective;
  }

  /**
   * Says what the link does from now on; what is under way stays as it is. Who
   * has something to say has a layer of settings, which replaces what it said
   * before: where two layers name the same, the one that was set later holds.
   * @throws WorldError when a figure is out of its range
   */
  setConditions(settings: LinkSettings, layer = 'link'): void {
    checkSettings(this.name, settings);
    this.layers.delete(layer);
    if (Object.keys(settings).length > 0) this.layers.set(layer, settings);
    this.effective = {
      towardsServers: this.merged('towardsServers'),
      towardsModule: this.merged('towardsModule'),
    };
    for (const direction of ['towardsServers', 'towardsModule'] as const) {
      const conditions = this.effective[direction];
      if (Object.keys(conditions).length > 0 || this.shapers.has(direction)) {
        this.shaperOf(direction).set(conditions);
      }
    }
    this.settle();
  }

  get gate(): Gate | undefined {
    return this.gatekeeper;
  }

  /** Puts something before the link, or takes it away. */
  set gate(gate: Gate | undefined) {
    this.gatekeeper = gate;
    this.settle();
  }

  /** Silence: what is under way and what is sent from now on vanishes. */
  down(): void {
    if (!this.isUp) return;
    this.silences.begin(this.kernel.now);
    this.changed();
  }

  up(): void {
    if (this.isUp) return;
    this.silences.end(this.kernel.now);
    this.changed();
  }

  /** Who is told of every change, in the order they asked. Returns what ends it. */
  onChange(watcher: (up: boolean) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** When a frame that enters a plain link at an instant is out, if nothing silences it. */
  exitAt(entry: Instant): Instant {
    return entry + this.latencyNs;
  }

  /** What becomes of a packet that enters at an instant, if nothing silences the link. */
  cross(direction: Direction, entry: Instant, ipBytes: number): Crossing {
    const { now } = this.kernel;
    let shaper = this.shapers.get(direction);
    if (shaper?.isOver(now) === true) {
      this.settle();
      shaper = undefined;
    }
    if (shaper === undefined) return { exitAt: this.exitAt(entry), againAt: undefined };
    return shaper.cross(entry, ipBytes, now);
  }

  /** Whether a frame that was on this link between two past instants was lost. */
  wasSilent(from: Instant, to: Instant): boolean {
    return this.silences.touch(from, to);
  }

  /** Something is under way for so long, and will ask then whether it was lost here. */
  remember(forNs: Duration): void {
    this.silences.remember(forNs);
  }

  private merged(direction: Direction): LinkConditions {
    const merged: Record<string, unknown> = {};
    for (const { towardsServers, towardsModule, ...both } of this.layers.values()) {
      Object.assign(merged, both, direction === 'towardsServers' ? towardsServers : towardsModule);
    }
    return merged;
  }

  private shaperOf(direction: Direction): Shaper {
    const known = this.shapers.get(direction);
    if (known !== undefined) return known;
    const { kernel, name, latencyNs, options } = this;
    // Kept, so that a link that was good for a while does not lose the same again.
    const random =
      this.randoms.get(direction) ?? kernel.random.fork(`world.link.${name}.${direction}`);
    this.randoms.set(direction, random);
    const shaper = new Shaper({
      random,
      latencyNs,
      overheadBytes: options.overheadBytes ?? 0,
      holdNs: options.holdNs ?? 0,
    });
    this.shapers.set(direction, shaper);
    return shaper;
  }

  /** A direction without conditions is plain as soon as what it delayed is through. */
  private settle(): void {
    for (const [direction, shaper] of this.shapers) {
      if (shaper.isOver(this.kernel.now)) this.shapers.delete(direction);
    }
    this.plain = this.shapers.size === 0 && this.gatekeeper === undefined;
  }

  private changed(): void {
    this.kernel.trace.emit(linkState, { link: this.name, up: this.isUp });
    const { isUp } = this;
    for (const watcher of this.watchers) watcher(isUp);
  }
}

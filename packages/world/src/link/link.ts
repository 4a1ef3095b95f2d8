import { defineTraceKind, type Duration, type Instant, type Kernel } from '@w800/kernel';

export const linkState = defineTraceKind<{ link: string; up: boolean }>(
  'link.state',
  'A link fell silent or carries frames again.',
);

/**
 * One stretch of the way between the module and a server. Everything that
 * travels passes here, so latency, silence, and later loss, jitter and
 * bandwidth have one place.
 */
export class Link {
  readonly name: string;
  readonly latencyNs: Duration;
  private readonly kernel: Kernel;
  private silences: { readonly from: Instant; readonly to: Instant }[] = [];
  private silentSince: Instant | undefined;
  private readonly watchers = new Set<(up: boolean) => void>();

  constructor(kernel: Kernel, name: string, latencyNs: Duration) {
    this.kernel = kernel;
    this.name = name;
    this.latencyNs = latencyNs;
  }

  get isUp(): boolean {
    return this.silentSince === undefined;
  }

  /** Silence: what is under way and what is sent from now on vanishes. */
  down(): void {
    if (!this.isUp) return;
    const { now } = this.kernel;
    // A silence matters as long as something sent before it may still be under way.
    this.silences = this.silences.filter(({ to }) => to + this.latencyNs >= now);
    this.silentSince = now;
    this.changed();
  }

  up(): void {
    if (this.silentSince === undefined) return;
    this.silences.push({ from: this.silentSince, to: this.kernel.now });
    this.silentSince = undefined;
    this.changed();
  }

  /** Who is told of every change, in the order they asked. Returns what ends it. */
  onChange(watcher: (up: boolean) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** When a frame that enters at an instant is out at the other end, if nothing silences it. */
  exitAt(entry: Instant): Instant {
    return entry + this.latencyNs;
  }

  /** Whether a frame that was on this link between two past instants was lost. */
  wasSilent(from: Instant, to: Instant): boolean {
    if (this.silentSince !== undefined && this.silentSince <= to) return true;
    if (this.silences.length === 0) return false;
    return this.silences.some((silence) => silence.from <= to && silence.to > from);
  }

  private changed(): void {
    this.kernel.trace.emit(linkState, { link: this.name, up: this.isUp });
    const { isUp } = this;
    for (const watcher of this.watchers) watcher(isUp);
  }
}

import type { Heap } from '@w800/memory';

/** How much the owners with a common beginning of their names hold: now, and at most. */
export class UseMeter {
  /** Every owner that held anything since this was made. */
  readonly owners = new Set<string>();
  /** The least that was free since the last `restart`. */
  leastFreeBytes: number;
  /** What TLS held when its first bytes left, since the last `restart`. */
  tlsAtStartBytes = 0;
  /** How often TLS took memory, since the last `restart`. */
  tlsRequests = 0;
  /** The largest block that was asked for since this was made, without its header. */
  largestRequestBytes = 0;

  private readonly heap: Heap;
  private readonly peaks = new Map<string, number>();

  constructor(heap: Heap) {
    this.heap = heap;
    this.leastFreeBytes = heap.freeBytes;
    heap.watch({
      taken: ({ owner, requestedBytes }) => this.rise(owner, requestedBytes),
      leaving() {},
      ending() {},
    });
  }

  /** Bytes, headers included. */
  held(beginning: string): number {
    let sum = 0;
    for (const [owner, bytes] of this.heap.owners()) if (owner.startsWith(beginning)) sum += bytes;
    return sum;
  }

  /** The most since the last `restart`, of an owner or of `tls.`. */
  peak(beginning: string): number {
    return this.peaks.get(beginning) ?? 0;
  }

  restart(): void {
    this.peaks.clear();
    this.leastFreeBytes = this.heap.freeBytes;
    this.tlsAtStartBytes = 0;
    this.tlsRequests = 0;
  }

  private rise(owner: string, requestedBytes: number): void {
    const { heap } = this;
    if (!owner.startsWith('fault')) this.owners.add(owner);
    this.largestRequestBytes = Math.max(this.largestRequestBytes, requestedBytes);
    this.leastFreeBytes = Math.min(this.leastFreeBytes, heap.freeBytes);
    this.note(owner, heap.usedBy(owner));
    if (owner.startsWith('tls.')) {
      this.note('tls.', this.held('tls.'));
      this.tlsRequests += 1;
    }
    const isFirst = owner === 'tcp.send' && this.tlsAtStartBytes === 0;
    if (isFirst) this.tlsAtStartBytes = this.held('tls.');
  }

  private note(name: string, bytes: number): void {
    this.peaks.set(name, Math.max(bytes, this.peak(name)));
  }
}

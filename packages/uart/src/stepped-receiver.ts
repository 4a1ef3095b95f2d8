import type { Alarm, Instant, Kernel } from '@w800/kernel';

/**
 * The module's receive path at 115200 8N1 stepped byte by byte, in the
 * plainest way: what the computed one is compared with in the tests.
 */
export class SteppedReceiver {
  readonly reads: (readonly [at: Instant, bytes: readonly number[]])[] = [];
  readonly lost: (readonly [at: Instant, byte: number])[] = [];
  private readonly kernel: Kernel;
  private readonly fifo: number[] = [];
  private ring: number[] = [];
  private armedUntil = 1024;
  private ringUntil = 0;
  private handed = 0;
  private read = 0;
  private paused = false;
  private idleLatched = false;
  private masked = false;
  private idleAlarm: Alarm | undefined;
  private runStart = 0;
  private runCount = 0;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Bytes from a host that keeps its rate exactly. */
  send(bytes: readonly number[]): void {
    if (this.frameEdge(this.runCount) <= this.kernel.now) {
      this.runStart = this.kernel.now;
      this.runCount = 0;
    }
    for (const byte of bytes) {
      this.kernel.at(this.frameEdge(this.runCount), () => this.startBit());
      this.runCount += 1;
      this.kernel.at(this.frameEdge(this.runCount), () => this.complete(byte));
    }
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
    this.wake();
  }

  private frameEdge(count: number): Instant {
    return this.runStart + Math.round((count * 781_250) / 9);
  }

  private startBit(): void {
    this.idleAlarm?.cancel();
  }

  private complete(byte: number): void {
    if (this.fifo.length < 32) this.fifo.push(byte);
    else this.lost.push([this.kernel.now, byte]);
    if (this.fifo.length >= 16) this.interrupt();
    this.idleAlarm?.cancel();
    this.idleAlarm = this.kernel.after(4 * 86_750, () => {
      this.idleLatched = true;
      this.interrupt();
    });
  }

  private interrupt(): void {
    if (this.masked) return;
    const before = this.fifo.length;
    while (this.fifo.length > 0 && this.ringUntil < this.armedUntil) {
      this.ring.push(this.fifo.shift() ?? 0);
      this.ringUntil += 1;
      if (this.ringUntil % 256 === 0) this.handed = this.ringUntil;
    }
    if (this.idleLatched) this.handed = this.ringUntil;
    if (this.fifo.length === 0) this.idleLatched = false;
    else this.masked = this.fifo.length === before;
    this.wake();
  }

  private wake(): void {
    if (!this.paused && this.handed > this.read) this.kernel.after(0, () => this.readTask());
  }

  private readTask(): void {
    if (this.paused || this.handed === this.read) return;
    const count = this.handed - this.read;
    this.reads.push([this.kernel.now, this.ring.slice(0, count)]);
    this.ring = this.ring.slice(count);
    this.read = this.handed;
    this.armedUntil = Math.floor(this.read / 256) * 256 + 1024;
    if (!this.masked || this.ringUntil === this.armedUntil) return;
    this.masked = false;
    this.interrupt();
  }
}

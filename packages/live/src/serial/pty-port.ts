import { millisecond } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import { machineClock } from '../machine-clock.ts';
import type { LivePort } from './live-port.ts';
import type { PtyLoader } from './native-pty.ts';
import { OutgoingQueue } from './outgoing-queue.ts';
import { PtyLink } from './pty-link.ts';
import { PtyPair } from './pty-pair.ts';
import type { Attachment, SerialClient } from './serial-client.ts';
import type { LineEntrance } from './line-entrance.ts';

export interface PtyPortOptions {
  /** Where programs find the terminal; a symbolic link is made there. */
  readonly path: string;
  /** Default the optional package. */
  readonly load?: PtyLoader;
}

/** How often is looked whether the program is still there; nobody tells. */
const lookNs = 200 * millisecond;
/** How soon is tried again to write to a program that does not read. */
const retryNs = 5 * millisecond;

/**
 * The serial line as a pseudo terminal. Programs come and go; what the module
 * says while none is there is lost, as it is with a real port.
 */
class PtyPort implements LivePort, SerialClient {
  readonly announcement: string;
  readonly label: string;
  private readonly hub: LineEntrance;
  private readonly pair: PtyPair;
  private readonly link: PtyLink;
  private readonly queue: OutgoingQueue;
  private readonly stopListening: () => void;
  private attachment: Attachment | undefined;
  private look: Pending | undefined;
  private retry: Pending | undefined;
  private refusalTold = false;
  private tidying = false;
  private ending: Promise<void> | undefined;

  constructor(hub: LineEntrance, pair: PtyPair, link: PtyLink) {
    this.hub = hub;
    this.pair = pair;
    this.link = link;
    this.announcement = `serial pty ${link.path}`;
    this.label = `pty ${link.path}`;
    this.queue = new OutgoingQueue({
      send: (bytes, sent) => this.send(bytes, sent),
      recovered: (count) => hub.tell(`${this.label} was not read; ${count} bytes were dropped`),
    });
    pair.onData(
      (bytes) => this.take(bytes),
      (reason) => this.gone(reason),
    );
    this.stopListening = hub.listen(() => this.attachIfHeld());
  }

  deliver(bytes: Uint8Array): void {
    this.queue.push(bytes);
  }

  /** Another one has taken the line, or the module is gone. */
  closed(): void {
    this.attachment = undefined;
    this.look?.cancel();
    this.queue.purge();
    void this.tidyUp();
  }

  present(): boolean {
    return this.pair.isHeld((bytes) => this.take(bytes));
  }

  close(): Promise<void> {
    this.ending ??= this.end();
    return this.ending;
  }

  private take(bytes: Uint8Array): void {
    const attachment = this.attachment ?? this.attach();
    attachment?.write(bytes);
    if (attachment?.full !== true) return;
    this.pair.pause();
    attachment.onRoom(() => this.pair.resume());
  }

  /** A program that only listens has to be looked for. */
  private attachIfHeld(): void {
    if (this.attachment !== undefined || this.tidying) return;
    if (this.present() && this.attachment === undefined) this.attach();
  }

  private attach(): Attachment | undefined {
    const outcome = this.hub.attach(this);
    if ('refused' in outcome) {
      if (!this.refusalTold) this.hub.tell(`${this.label} is not joined: ${outcome.refused}`);
      this.refusalTold = true;
      return undefined;
    }
    this.refusalTold = false;
    this.attachment = outcome;
    this.lookAgain();
    return outcome;
  }

  private lookAgain(): void {
    this.look = machineClock.wake(lookNs, () => {
      if (this.attachment === undefined) return;
      if (this.present()) return this.lookAgain();
      this.attachment.detach();
      this.closed();
    });
  }

  /** The next program finds a raw terminal with nothing in it. */
  private async tidyUp(): Promise<void> {
    if (this.tidying || this.ending !== undefined) return;
    this.pair.discard();
    this.tidying = true;
    await this.pair.makeRaw().catch((error: unknown) => this.gone((error as Error).message));
    this.tidying = false;
  }

  /** @param to whom it was said; what is left of it is not for who comes next */
  private send(bytes: Uint8Array, sent: () => void, to = this.attachment): void {
    const isThere = to !== undefined && to === this.attachment;
    const written = isThere ? this.pair.write(bytes) : bytes.length;
    // Not within the call: whoever sends may be in the middle of something.
    this.retry = machineClock.wake(written === bytes.length ? 0 : retryNs, () => {
      if (written === bytes.length) sent();
      else this.send(bytes.subarray(written), sent, to);
    });
  }

  private gone(reason: string): void {
    if (this.ending !== undefined) return;
    this.hub.tell(`${this.announcement} is gone: ${reason}`);
    void this.close();
  }

  private async end(): Promise<void> {
    this.stopListening();
    this.look?.cancel();
    this.retry?.cancel();
    this.attachment?.detach();
    this.attachment = undefined;
    await this.link.remove();
    await this.pair.close();
  }
}

/**
 * @throws LiveError LIVE_NO_PTY without the optional package, LIVE_PATH_EXISTS,
 *   LIVE_BAD_ADDRESS when the link cannot be made
 */
export async function openPtyPort(
  hub: LineEntrance,
  { path, load }: PtyPortOptions,
): Promise<LivePort> {
  const pair = await PtyPair.open(load);
  try {
    return new PtyPort(hub, pair, await PtyLink.make(path, pair.path));
  } catch (error) {
    await pair.close();
    throw error;
  }
}

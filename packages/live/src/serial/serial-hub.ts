import { millisecond, type Instant } from '@w800/kernel';
import { machineClock } from '../machine-clock.ts';
import { joinBytes } from './join-bytes.ts';
import { LineHold } from './line-hold.ts';
import { LineInput, type LineInputOptions } from './line-input.ts';
import type { Attachment, SerialClient } from './serial-client.ts';

export interface SerialHubOptions extends LineInputOptions {
  /** Who comes while another one writes may listen. Default: he is refused. */
  readonly readers?: boolean;
  /** Told what a user should know: bytes that were dropped, a port that is gone. */
  readonly tell?: (notice: string) => void;
}

/** Why a client is not joined to the line. */
export interface Refusal {
  readonly refused: string;
}

/** How long a client waits for its place, time after time. */
const patience = [0, 10, 50, 200].map((count) => count * millisecond);

/**
 * Joins clients outside to the host's end of the module's line: one writes,
 * all that are attached hear what the module says. Nothing that a client does
 * or leaves undone holds up the module.
 */
export class SerialHub {
  private readonly options: SerialHubOptions;
  private readonly input: LineInput;
  private readonly holds = new Set<LineHold>();
  private readonly listeners = new Set<(bytes: Uint8Array) => void>();
  private heard: Uint8Array[] = [];
  private closed = false;

  constructor(options: SerialHubOptions) {
    this.options = options;
    this.input = new LineInput(options);
    options.line.onReceive((bytes) => this.hear(bytes));
  }

  /** The instant until which bytes are on the line, one way or the other. */
  get busyUntil(): Instant {
    const { line, module } = this.options;
    return Math.max(line.sentAt, module?.sentAt ?? 0);
  }

  /** Joins a client to the line: as its writer, or as a reader where those are allowed. */
  attach(client: SerialClient): Attachment | Refusal {
    if (this.closed) return { refused: 'the module is being switched off' };
    const writer = this.presentWriter();
    if (writer !== undefined && this.options.readers !== true) {
      return { refused: `${writer.client.label} has the serial line` };
    }
    const hold = new LineHold({
      client,
      role: writer === undefined ? 'writer' : 'reader',
      input: this.input,
      line: this.options.line,
      released: (gone) => this.holds.delete(gone),
    });
    this.holds.add(hold);
    return hold;
  }

  /** As `attach`; who finds the place taken waits a moment, in case its holder is just leaving. */
  async join(client: SerialClient): Promise<Attachment | Refusal> {
    for (const delay of patience) {
      const outcome = this.attach(client);
      if (!('refused' in outcome)) return outcome;
      await new Promise<void>((resolve) => machineClock.wake(delay, resolve));
    }
    return this.attach(client);
  }

  /**
   * Hears everything the module says, outside of any event and before the
   * clients do.
   * @returns what ends it
   */
  listen(listener: (bytes: Uint8Array) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Says something to the user. */
  tell(notice: string): void {
    this.options.tell?.(notice);
  }

  /** Lets go of every client, and takes no more. */
  close(): void {
    this.closed = true;
    for (const hold of this.holds) letGo(hold, 'the module is gone');
    this.listeners.clear();
  }

  /** Who writes, unless nobody uses that client any more. */
  private presentWriter(): LineHold | undefined {
    const writer = [...this.holds].find(({ role }) => role === 'writer');
    if (writer === undefined || writer.client.present?.() !== false) return writer;
    letGo(writer, 'another client has taken the serial line');
    return undefined;
  }

  private hear(bytes: Uint8Array): void {
    this.heard.push(bytes);
    if (this.heard.length === 1) void this.handOut();
  }

  /** Clients use the machine's sockets and timers, so they are served outside of the event. */
  private async handOut(): Promise<void> {
    await Promise.resolve();
    const bytes = joinBytes(this.heard);
    this.heard = [];
    for (const listener of this.listeners) listener(bytes);
    for (const { client } of this.holds) client.deliver(bytes);
  }
}

function letGo(hold: LineHold, reason: string): void {
  hold.detach();
  hold.client.closed(reason);
}

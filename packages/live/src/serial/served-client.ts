import type { SerialSettings } from '@w800/ports';
import type { Attachment, ModemLines, SerialClient } from './serial-client.ts';
import type { Refusal } from './serial-hub.ts';

/** Joins a client to the line of the module that is there now. */
export type Joiner = (client: SerialClient) => Attachment | Refusal;

/**
 * A client whose hold on the line outlives the module behind it: to the
 * module it is the client, to the client it is the hold.
 */
export class ServedClient implements SerialClient, Attachment {
  readonly label: string;
  private readonly client: SerialClient;
  private readonly left: (client: ServedClient, reason?: string) => void;
  private over = false;
  private hold: Attachment | undefined;
  /** What the client has set, which no module knows that came later. */
  private wanted: SerialSettings | undefined;
  private roomWanted: (() => void) | undefined;

  /** @param left told once that the client is no longer joined; with the reason if it was let go */
  constructor(client: SerialClient, left: (client: ServedClient, reason?: string) => void) {
    this.client = client;
    this.label = client.label;
    this.left = left;
  }

  get role(): 'writer' | 'reader' {
    return this.hold?.role ?? 'reader';
  }

  get settings(): SerialSettings {
    if (this.hold === undefined) throw new Error('who has settings holds the line');
    return this.hold.settings;
  }

  get full(): boolean {
    return this.hold?.full ?? false;
  }

  /** It is no longer joined to any line. */
  get isOver(): boolean {
    return this.over;
  }

  /** The line is held from here on. */
  begin(hold: Attachment): void {
    this.hold = hold;
  }

  /** Changes over to another module; nothing that was on its way arrives. */
  move(join: Joiner): void {
    this.hold?.detach();
    const outcome = join(this);
    if ('refused' in outcome) return this.closed(outcome.refused);
    this.hold = outcome;
    if (this.wanted !== undefined) outcome.configure(this.wanted);
    if (this.roomWanted !== undefined) outcome.onRoom(this.roomWanted);
  }

  deliver(bytes: Uint8Array): void {
    this.client.deliver(bytes);
  }

  closed(reason: string): void {
    this.over = true;
    this.left(this, reason);
    this.client.closed(reason);
  }

  present(): boolean {
    return this.client.present?.() ?? true;
  }

  write(bytes: Uint8Array): void {
    this.hold?.write(bytes);
  }

  onRoom(resume: () => void): void {
    this.roomWanted = resume;
    this.hold?.onRoom(() => {
      this.roomWanted = undefined;
      resume();
    });
  }

  lookAhead(): void {
    this.hold?.lookAhead();
  }

  configure(settings: Partial<SerialSettings>): SerialSettings {
    this.wanted = this.hold?.configure(settings) ?? this.settings;
    return this.wanted;
  }

  purge(): void {
    this.hold?.purge();
  }

  breakSignal(on: boolean): void {
    this.hold?.breakSignal(on);
  }

  modemLines(lines: ModemLines): void {
    this.hold?.modemLines(lines);
  }

  detach(): void {
    if (this.over) return;
    this.over = true;
    this.hold?.detach();
    this.left(this);
  }
}

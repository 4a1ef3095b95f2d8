import type { SerialPort, SerialSettings } from '@w800/ports';
import type { LineInput } from './line-input.ts';
import { lineSettings } from './line-settings.ts';
import type { Attachment, ModemLines, SerialClient } from './serial-client.ts';

export interface LineHoldOptions {
  readonly client: SerialClient;
  readonly role: 'writer' | 'reader';
  readonly input: LineInput;
  readonly line: SerialPort;
  /** Told once that the client has let go. */
  readonly released: (hold: LineHold) => void;
}

/** A client's hold on the line: everything but the writer's wishes stops here. */
export class LineHold implements Attachment {
  readonly client: SerialClient;
  readonly role: 'writer' | 'reader';
  private readonly options: LineHoldOptions;
  /** How the line will be set when all that is at the door is inside. */
  private wanted: SerialSettings | undefined;
  private over = false;

  constructor(options: LineHoldOptions) {
    this.options = options;
    this.client = options.client;
    this.role = options.role;
    if (this.writes) options.input.enter('attached', this.client.label);
  }

  get settings(): SerialSettings {
    return this.wanted ?? this.options.line.settings;
  }

  get full(): boolean {
    return this.writes && this.options.input.full;
  }

  write(bytes: Uint8Array): void {
    if (this.writes) this.options.input.write(bytes);
  }

  onRoom(resume: () => void): void {
    if (this.writes) this.options.input.onRoom(resume);
    else resume();
  }

  lookAhead(): void {
    if (this.writes) this.options.input.lookAhead();
  }

  configure(settings: Partial<SerialSettings>): SerialSettings {
    if (!this.writes) return this.settings;
    this.wanted = lineSettings(this.settings, settings);
    this.options.input.enter('settings', JSON.stringify(this.wanted));
    return this.wanted;
  }

  purge(): void {
    if (!this.writes) return;
    this.options.input.drop();
    this.options.input.enter('purge');
  }

  breakSignal(on: boolean): void {
    if (this.writes) this.options.input.enter('break', on ? 'on' : 'off');
  }

  modemLines(lines: ModemLines): void {
    if (this.writes) this.options.input.enter('lines', JSON.stringify(lines));
  }

  detach(): void {
    if (this.over) return;
    if (this.writes) {
      this.options.input.onRoom(undefined);
      this.options.input.drop();
      this.options.input.enter('detached', this.client.label);
    }
    this.over = true;
    this.options.released(this);
  }

  private get writes(): boolean {
    return this.role === 'writer' && !this.over;
  }
}

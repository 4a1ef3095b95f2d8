import type { SerialSettings } from '@w800/ports';

/** Somebody outside who is joined to the module's serial line. */
export interface SerialClient {
  /** Who: `tcp 127.0.0.1:50112`. */
  readonly label: string;
  /** What the module said. Comes back at once: who is slow has a queue of his own, with a limit. */
  deliver(bytes: Uint8Array): void;
  /** The hub has let go of the client; nothing more is called. */
  closed(reason: string): void;
  /**
   * Whether it is still in use: asked when another one wants its place. A
   * client that cannot tell finds out, and is asked again. Default: it is.
   */
  present?(): boolean;
}

/** Lines of a serial port beside the data, as a host sets them. */
export interface ModemLines {
  readonly dtr?: boolean;
  readonly rts?: boolean;
}

/** A client's hold on the line. After `detach` nothing it is told has an effect. */
export interface Attachment {
  /** A reader listens; whatever else it wants is left undone. */
  readonly role: 'writer' | 'reader';
  /** How the host's end of the line is set, as far as is known outside. */
  readonly settings: SerialSettings;
  write(bytes: Uint8Array): void;
  /** More waits for the line than is sensible: stop reading until there is room. */
  readonly full: boolean;
  /** Sets what is called once when it is no longer full; at once when it is not. */
  onRoom(resume: () => void): void;
  /** Takes in much more before it is full, so that the end of the client's bytes can be seen. */
  lookAhead(): void;
  /**
   * Sets the host's end of the line, which follows the module no longer. What
   * no line can have is left as it is.
   * @returns how the line is set then
   */
  configure(settings: Partial<SerialSettings>): SerialSettings;
  /** Drops what is on its way to the module and has not begun to leave. */
  purge(): void;
  breakSignal(on: boolean): void;
  modemLines(lines: ModemLines): void;
  detach(): void;
}

/** A place where the outside reaches the module's serial line. */
export interface LivePort {
  /** One line for people and programs: `serial tcp 127.0.0.1:3333`. */
  readonly announcement: string;
  /** Frees the port, the path and every descriptor. May be called twice. */
  close(): Promise<void>;
}

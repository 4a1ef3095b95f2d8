/** Non-volatile storage of the module: small values under short keys. */
export interface NvStore {
  /** The stored value, or undefined. */
  read(key: string): string | undefined;
  write(key: string, value: string): void;
  /** Forgets everything. */
  erase(): void;
}

import type { NvStore } from './nv-store.ts';

/** A store that lasts as long as the object: the flash of a simulated module. */
export class MemoryNvStore implements NvStore {
  private readonly values = new Map<string, string>();

  read(key: string): string | undefined {
    return this.values.get(key);
  }

  write(key: string, value: string): void {
    this.values.set(key, value);
  }

  erase(): void {
    this.values.clear();
  }
}

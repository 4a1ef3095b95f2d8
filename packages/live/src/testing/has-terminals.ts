import { closeSync } from 'node:fs';
import { openPty } from '../serial/native-pty.ts';

/** Whether this machine makes pseudo terminals: the optional package is there, and works here. */
export function hasTerminals(): boolean {
  try {
    const { master, slave } = openPty();
    closeSync(slave);
    closeSync(master);
    return true;
  } catch {
    return false;
  }
}

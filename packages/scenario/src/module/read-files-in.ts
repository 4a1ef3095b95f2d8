import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadFile } from './read-file.ts';

/** More than the module could hold many times over. */
const fileBytesMax = 65_536;

/** Reads the files that are named beside something in a folder. */
export function readFilesIn(folder: string): ReadFile {
  return (path) => {
    const whole = resolve(folder, path);
    try {
      const { size } = statSync(whole);
      if (size > fileBytesMax) {
        return { ok: false, reason: `it has ${size} bytes, and at most ${fileBytesMax} are read` };
      }
      return { ok: true, text: readFileSync(whole, 'latin1') };
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
  };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

/** The message of the system would name the whole path, which is nobody's business. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return reasons[code] ?? `the system says ${code}`;
}

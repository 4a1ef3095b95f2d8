import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Why a file could not be written at the end of a run; undefined: it could. The
 * folder it goes to is made.
 */
export function whyUnwritable(path: string): string | undefined {
  try {
    mkdirSync(dirname(path), { recursive: true });
    accessSync(dirname(path), constants.W_OK);
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory();
    return isFolder === true ? 'it is a folder' : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

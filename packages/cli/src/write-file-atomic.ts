import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a whole file or nothing: readers see the old content or the new one,
 * never a part. The folder is made if it is missing. A link is followed, and
 * something that is not a file (a pipe, a device) is written to, not replaced.
 *
 * @param mode who may read and write it, less what the process masks; default: everybody
 * @throws what the file system says
 */
export function writeFileAtomic(path: string, text: string, mode = 0o666): void {
  mkdirSync(dirname(path), { recursive: true });
  const existing = lstatSync(path, { throwIfNoEntry: false });
  const target = existing?.isSymbolicLink() === true ? realpathSync(path) : path;
  const kind = lstatSync(target, { throwIfNoEntry: false });
  if (kind !== undefined && !kind.isFile()) {
    writeFileSync(target, text);
    return;
  }
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    writeAndSync(temporary, text, mode);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeAndSync(path: string, text: string, mode: number): void {
  const descriptor = openSync(path, 'w', mode);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

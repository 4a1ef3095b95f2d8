import { lstat, readlink, symlink, unlink } from 'node:fs/promises';
import { LiveError } from '../live-error.ts';

/** A path that leads to a pseudo terminal as long as that is there. */
export class PtyLink {
  readonly path: string;
  private readonly target: string;

  private constructor(path: string, target: string) {
    this.path = path;
    this.target = target;
  }

  /**
   * Makes the link at once or not at all. One that leads to a terminal that is
   * gone was left behind by a run that was killed, and is replaced.
   * @throws LiveError LIVE_PATH_EXISTS, LIVE_BAD_ADDRESS
   */
  static async make(path: string, target: string): Promise<PtyLink> {
    try {
      await removeLeftover(path, target);
      await symlink(target, path);
    } catch (error) {
      throw linkError(path, error as NodeJS.ErrnoException);
    }
    return new PtyLink(path, target);
  }

  /** Takes the link away, unless somebody has put something else in its place. */
  async remove(): Promise<void> {
    if ((await targetOf(this.path)) === this.target) await unlink(this.path).catch(ignore);
  }
}

async function removeLeftover(path: string, ours: string): Promise<void> {
  const target = await targetOf(path);
  if (target === undefined || !/^\/dev\/(pts\/\d+|ttys\d+)$/.test(target)) return;
  // A terminal that was made just now has the number of one that was gone.
  if (target === ours || !(await exists(target))) await unlink(path);
}

async function targetOf(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function linkError(path: string, error: NodeJS.ErrnoException): LiveError {
  if (error.code === 'EEXIST') {
    const fix = 'remove it, or name another path; nothing that exists is replaced';
    return new LiveError('LIVE_PATH_EXISTS', `${path} exists`, fix, { cause: error });
  }
  const fix = 'name a path in a directory that exists and that you may write to';
  const what = `cannot make the link ${path}: ${error.message}`;
  return new LiveError('LIVE_BAD_ADDRESS', what, fix, { cause: error });
}

function ignore(): void {}

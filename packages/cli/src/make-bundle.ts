import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { buildBundle } from './build-bundle.ts';
import { writeFileAtomic } from './write-file-atomic.ts';

export interface Manifest {
  /** Name of the folder of the bundle. */
  readonly folder: string;
  /** The files that went into it, as they were then. */
  readonly inputs: readonly {
    readonly path: string;
    readonly mtimeMs: number;
    readonly bytes: number;
  }[];
}

/** How long a bundle is kept after a newer one: a program may still run from it. */
const keptMs = 3_600_000;

/**
 * Makes a bundle of the program and a manifest of all that went into it, by
 * which `sim.js` sees whether it is current. Each bundle has a folder of its
 * own and the manifest comes last, so that nobody ever sees half of one.
 *
 * What a failed attempt leaves goes with the old ones.
 *
 * @param cache the folder of the bundles
 * @returns the address of its first module; undefined if it cannot be made
 */
export async function makeBundle(cache: URL): Promise<string | undefined> {
  const folder = fileURLToPath(cache);
  const temporary = join(folder, `.${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    removeOld(folder);
    const sources = fileURLToPath(new URL('.', import.meta.url));
    const inputs = (await buildBundle(sources, temporary)).map(inputAt);
    const name = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 16);
    const final = join(folder, name);
    putInPlace(temporary, final);
    const manifest: Manifest = { folder: name, inputs };
    writeFileAtomic(join(folder, 'manifest.json'), JSON.stringify(manifest));
    return pathToFileURL(join(final, 'main.mjs')).href;
  } catch {
    return undefined;
  }
}

/** Another process may have made the same bundle meanwhile and run from it: that one stays. */
function putInPlace(temporary: string, final: string): void {
  try {
    renameSync(temporary, final);
  } catch (error) {
    if (!existsSync(join(final, 'main.mjs'))) throw error;
    rmSync(temporary, { recursive: true });
  }
}

function inputAt(path: string) {
  const { mtimeMs, size } = statSync(path);
  return { path, mtimeMs, bytes: size };
}

function removeOld(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isOld = Date.now() - statSync(path).mtimeMs > keptMs;
    if (isOld) rmSync(path, { recursive: true, force: true });
  }
}

// Starts the program, quickly: from a bundle of it as new as the sources. Its
// some 300 modules, loaded one by one, take five times as long. JavaScript,
// because the loader for TypeScript alone takes longer than the bundle does.
// `--debug` runs the sources themselves, and so does a folder that may not be
// written.
import { readFileSync, statSync } from 'node:fs';

const cache = new URL('../../../node_modules/.cache/w800-sim/', import.meta.url);

/** The address of the bundle's first module; undefined if a source has changed since. */
function currentBundle() {
  try {
    const text = readFileSync(new URL('manifest.json', cache), 'utf8');
    const { folder, inputs } = /** @type {import('./make-bundle.ts').Manifest} */ (
      JSON.parse(text)
    );
    const main = new URL(`${folder}/main.mjs`, cache);
    const isCurrent = inputs.every(({ path, mtimeMs, bytes }) => {
      const stats = statSync(path);
      return stats.mtimeMs === mtimeMs && stats.size === bytes;
    });
    return isCurrent && statSync(main).isFile() ? main.href : undefined;
  } catch {
    return undefined;
  }
}

/** The same for a bundle made now. */
async function newBundle() {
  const { makeBundle } = await import('./make-bundle.ts');
  return makeBundle(cache);
}

const isDebug = process.argv.includes('--debug');
const bundle = isDebug ? undefined : currentBundle();
if (bundle === undefined) {
  const { register } = await import('tsx/esm/api');
  register();
}
await import(bundle ?? (isDebug ? undefined : await newBundle()) ?? './main.ts');

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const bundle = new URL('../../node_modules/.cache/w800-bench/side-process.mjs', import.meta.url);

/**
 * Bundles the process of the sides, as the program itself runs from a bundle:
 * the loader for TypeScript leaves code behind that costs a third more.
 * @returns the file
 */
export async function bundleSideProcess(): Promise<string> {
  const outfile = fileURLToPath(bundle);
  await build({
    entryPoints: [fileURLToPath(new URL('sides/side-process.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['re2js'],
    logLevel: 'error',
    // Libraries in the older module format ask for Node's own modules this way.
    banner: {
      js:
        "import { createRequire as createRequireOfBundle } from 'node:module';" +
        'const require = createRequireOfBundle(import.meta.url);',
    },
  });
  return outfile;
}

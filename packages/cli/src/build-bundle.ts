import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type PluginBuild } from 'esbuild';

const entries = ['main.ts', 'worker.ts', 'scenario-engine.ts'];

/**
 * Bundles the program into a folder: one file an entry and what they share.
 *
 * @param from the folder of the sources
 * @returns the absolute paths of all files that went into it
 */
export async function buildBundle(from: string, into: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: from,
    entryPoints: entries.map((entry) => join(from, entry)),
    outdir: into,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    metafile: true,
    logLevel: 'silent',
    // Libraries in the older module format ask for Node's own modules this way.
    banner: {
      js:
        "import { createRequire as createRequireOfBundle } from 'node:module';" +
        'const require = createRequireOfBundle(import.meta.url);',
    },
    plugins: [
      { name: 'own-address', setup: keepAddresses },
      { name: 'frames-alone', setup: takeFramesAlone },
    ],
  });
  return Object.keys(metafile.inputs).map((input) => resolve(from, input));
}

/** A module that asks for its own address gets that of its source, not of the bundle. */
function keepAddresses(plugin: PluginBuild): void {
  plugin.onLoad({ filter: /\.(ts|mjs|js)$/ }, ({ path }) => {
    const text = readFileSync(path, 'utf8');
    // Except the first module, which has to know what it was started as.
    if (!text.includes('import.meta.url') || path.endsWith('cli/src/main.ts')) return undefined;
    const address = JSON.stringify(pathToFileURL(path).href);
    const contents = text.replaceAll('import.meta.url', address);
    return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
  });
}

/**
 * Of the WebSocket library only the two classes that frame are used; its client
 * and its server would load HTTP and TLS of the machine, which takes four times as long.
 */
function takeFramesAlone(plugin: PluginBuild): void {
  plugin.onLoad({ filter: /[/\\]ws[/\\]wrapper\.mjs$/ }, () => ({
    contents:
      "export { default as Receiver } from './lib/receiver.js';" +
      "export { default as Sender } from './lib/sender.js';",
    loader: 'js',
  }));
}

import { readFileSync } from 'node:fs';

/** The version of the product. */
export function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  const found = /"version": "([^"]+)"/.exec(manifest);
  return found?.[1] ?? 'unknown';
}

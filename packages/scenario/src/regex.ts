import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';

/** A compiled regular expression; matching takes linear time whatever it says. */
export interface Regex {
  /** Names of its capture groups. */
  readonly groups: readonly string[];
  /** The captures of the first match anywhere in the text, or undefined. */
  search(text: string): ReadonlyMap<string, string> | undefined;
}

/** Why a regular expression cannot be used. */
export class RegexError extends Error {}

const require = createRequire(import.meta.url);
const compiled = new Map<string, Regex>();

/**
 * Compiles RE2 syntax; look-around and back-references do not exist in it.
 * The engine is loaded when the first scenario has a regular expression.
 */
export function compileRegex(source: string): Regex {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const engine = require('re2js') as typeof import('re2js');
  let pattern: RE2JS;
  try {
    pattern = engine.RE2JS.compile(source);
  } catch (error) {
    throw new RegexError(error instanceof Error ? error.message : String(error));
  }
  const groups = Object.keys(pattern.namedGroups());
  const regex: Regex = {
    groups,
    search(text) {
      const matcher = pattern.matcher(text);
      if (!matcher.find()) return undefined;
      return new Map(groups.map((name) => [name, matcher.group(name) ?? '']));
    },
  };
  compiled.set(source, regex);
  return regex;
}

/** Writes a text so that it means itself inside a regular expression. */
export function quoteRegex(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

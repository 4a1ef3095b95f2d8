import { dialectOptions, type DialectChanges, type DialectOptions } from './dialect-options.ts';

/**
 * How the module words its answers where its documents, its sources and its
 * shipped image disagree or leave room. Data only: no command asks for a
 * dialect by name.
 */
export interface Dialect {
  /** As a scenario or the command line names it. */
  readonly name: string;
  readonly summary: string;
  /** What it shows, as it stands in a sentence: `the firmware`. */
  readonly subject: string;
  readonly changes: DialectChanges;
  readonly options: DialectOptions;
}

/** Declares a dialect by what it sets otherwise than the documents. */
export function defineDialect(
  about: Pick<Dialect, 'name' | 'subject' | 'summary'>,
  changes: DialectChanges,
): Dialect {
  const options: Record<string, unknown> = {};
  for (const [option, { value }] of Object.entries({ ...dialectOptions, ...changes })) {
    options[option] = value;
  }
  return { ...about, changes, options: options as DialectOptions };
}

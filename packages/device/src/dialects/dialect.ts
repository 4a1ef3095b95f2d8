import type { AtTexts } from '@w800/at';

/**
 * How the module words its answers where its documents, its sources and its
 * shipped image disagree or leave room. Data only: no command asks for a
 * dialect by name.
 */
export interface Dialect {
  /** As a scenario or the command line names it. */
  readonly name: string;
  readonly texts: AtTexts;
}

import { nearest } from './nearest.ts';
import { reporterNames, type ReporterName } from './vocabulary.ts';

/** A reporter asked for on the command line. */
export interface ReporterChoice {
  readonly name: ReporterName;
  /** Absent: standard output. */
  readonly file?: string;
}

/** Reads `NAME` or `NAME=FILE`; otherwise says what is wrong with it. */
export function parseReporterChoice(text: string): ReporterChoice | string {
  const split = text.indexOf('=');
  const word = split < 0 ? text : text.slice(0, split);
  const name = reporterNames.find((known) => known === word);
  if (name === undefined) {
    const meant = nearest(word, reporterNames);
    if (meant !== undefined) return `Did you mean ${meant}?`;
    return `The reporters are ${reporterNames.join(', ')}.`;
  }
  if (split < 0) return { name };
  const file = text.slice(split + 1);
  return file === '' ? `A file name is missing after ${name}=.` : { name, file };
}

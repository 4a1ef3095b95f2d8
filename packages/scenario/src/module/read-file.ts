/** A file that a scenario names, one character a byte, or why it cannot be read. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** Reads a file that a scenario names, by what is written there. Never throws. */
export type ReadFile = (path: string) => FileText;

/** Who hands over a text alone has no files beside it. */
export const noFiles: ReadFile = () => ({ ok: false, reason: 'no files are at hand here' });

/** A file, or a part of one, that is made from the code. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

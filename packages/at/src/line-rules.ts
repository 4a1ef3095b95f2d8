/** How strictly a line is read, where AT interpreters differ. */
export interface LineRules {
  /** Whether the limit on a line covers its CR LF too. */
  readonly countTerminator: boolean;
  /** Whether a comma within quotes may stand without a backslash. */
  readonly lenientCommaInString: boolean;
  /** How a value of the right kind is refused that is out of range, too long or not allowed. */
  readonly rangeRefusal: 'parse-error' | 'error';
  /** Whether an empty field for a mandatory parameter takes its `emptyDefault`. */
  readonly emptyFieldDefaults: boolean;
}

/** What holds unless a port is told otherwise. */
export const usualRules: LineRules = {
  countTerminator: false,
  lenientCommaInString: false,
  rangeRefusal: 'parse-error',
  emptyFieldDefaults: true,
};

/**
 * Whether the documents let a command line end so for want of memory. `ERROR`
 * is for what is wanted of the module, not for a question, which always has
 * its answer; and what the line alone decides does not depend on memory.
 * @param ending `ok`, `error`, ..., or the text of a last line of its own
 * @param before how the same line ended when nothing failed
 */
export function isDocumentedEnding(
  line: string,
  ending: string,
  before: readonly string[],
): boolean {
  if (ending === 'ok' || before.includes(ending)) return true;
  if (ending === 'error') return !/^[^=]*\?$|^[^=]*=\?$/.test(line);
  return /^\+MQTTPUB:(OK|FAIL)$/.test(ending) && line.startsWith('AT+MQTTPUBRAW=');
}

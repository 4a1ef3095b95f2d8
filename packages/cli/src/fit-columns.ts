/** Characters that take two columns on a terminal: CJK, full-width forms, emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** The text cut to a number of terminal columns, with `…` where something is missing. */
export function fitColumns(text: string, columns: number): string {
  let used = 0;
  let fitting = '';
  for (const character of text) {
    used += wide.test(character) ? 2 : 1;
    if (used < columns) fitting += character;
    if (used > columns) return `${fitting}…`;
  }
  return text;
}

/**
 * A text safe to show on a terminal or in a report: characters that steer a
 * terminal become escapes, so that no scenario and no module output can move
 * the cursor or forge a line.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    escape,
  );
}

const short: Readonly<Record<string, string>> = { '\r': '\\r', '\n': '\\n', '\t': '\\t' };

function escape(character: string): string {
  const code = character.charCodeAt(0);
  if (code > 0xff) return `\\u${code.toString(16)}`;
  return short[character] ?? `\\x${code.toString(16).padStart(2, '0')}`;
}

import { closest, distance } from 'fastest-levenshtein';

/** The known word a person most likely meant, or undefined when none is near. */
export function nearestWord(typed: string, known: readonly string[]): string | undefined {
  // Levenshtein is quadratic; nobody mistypes a keyword at this length.
  if (known.length === 0 || typed.length > 64) return undefined;
  const lower = typed.toLowerCase();
  const word = closest(lower, [...known]);
  const tolerated = Math.max(1, Math.floor(Math.max(typed.length, word.length) / 3) + 1);
  return distance(lower, word.toLowerCase()) <= tolerated ? word : undefined;
}

/** "Did you mean `x`?" when a word is near, or the list of what is known. */
export function suggest(typed: string, known: readonly string[]): string {
  const word = nearestWord(typed, known);
  if (word !== undefined) return `Did you mean \`${word}\`?`;
  return `Known here: ${known.map((name) => `\`${name}\``).join(', ')}.`;
}

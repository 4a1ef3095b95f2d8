/** `{ link: down, for: 10s }`: a mapping of plain words as a scenario has it. */
export function flowMapping(value: object): string {
  const entries = Object.entries(value).map(([key, word]) => `${key}: ${word}`);
  return `{ ${entries.join(', ')} }`;
}

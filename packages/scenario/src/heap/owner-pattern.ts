/** One owner, `mqtt.client`, or a family of them, `tls.*`. */
const notation = /^[a-z0-9-]+(\.[a-z0-9-]+)*(\.\*)?$/i;

/** Whether a text can name owners of memory. */
export function isOwnerPattern(text: string): boolean {
  return notation.test(text);
}

/** Whether an owner is meant by a pattern. */
export function isOwnedBy(owner: string, pattern: string): boolean {
  return pattern.endsWith('.*') ? owner.startsWith(pattern.slice(0, -1)) : owner === pattern;
}

/** What could be written for some of these owners: their names, or families. */
export function ownerPatterns(owners: readonly string[], like: string): readonly string[] {
  if (!like.endsWith('.*')) return owners;
  return [...new Set(owners.map((owner) => owner.replace(/\.[^.]*$/, '.*')))];
}

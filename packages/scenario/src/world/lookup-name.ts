/** Letters, digits and hyphens between dots; not all digits, as a mistyped address is. */
export function isLookupName(text: string): boolean {
  const labels = text.replace(/\.$/, '').split('.');
  const isWhole = labels.every((label) => /^[\w-]{1,63}$/.test(label));
  return isWhole && text.length <= 253 && !/^[\d.]+$/.test(text);
}

/** A size as a person reads it at a glance: `125.3 KiB`; a few bytes as bytes. */
export function kibibytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const tenths = Math.round((bytes * 10) / 1024);
  return `${Math.floor(tenths / 10)}.${tenths % 10} KiB`;
}

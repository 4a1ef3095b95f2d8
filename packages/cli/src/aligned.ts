/**
 * Rows of cells as lines. The first columns begin in line, as words do, and
 * the others end in line, as numbers do.
 * @param words how many columns hold words
 */
export function aligned(cells: readonly (readonly string[])[], words: number): readonly string[] {
  const widths = (cells[0] ?? []).map((_head, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) => {
    const padded = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < words ? cell.padEnd(width) : cell.padStart(width);
    });
    return padded.join('  ').trimEnd();
  });
}

import { escapeMarkup } from '../escape-markup.ts';

export interface LegendEntry {
  readonly colour: string;
  readonly text: string;
}

const rowPixels = 20;
const gapPixels = 18;
const boxPixels = 11;
/** A generous guess: what draws the text has fonts of its own. */
const characterPixels = 7.2;

/** What the colours mean, in as many rows as it takes, from the origin down. */
export function legend(
  entries: readonly LegendEntry[],
  { left, right }: { readonly left: number; readonly right: number },
): { readonly svg: string; readonly height: number } {
  let x = left;
  let y = boxPixels;
  const parts = entries.map(({ colour, text }) => {
    const width = Math.ceil(boxPixels + 6 + text.length * characterPixels);
    if (x > left && x + width > right) {
      x = left;
      y += rowPixels;
    }
    const box = `<rect x="${x}" y="${y - 10}" width="${boxPixels}" height="${boxPixels}" rx="2"`;
    const entry =
      `${box} fill="${colour}"/>` +
      `<text x="${x + boxPixels + 6}" y="${y}">${escapeMarkup(text)}</text>`;
    x += width + gapPixels;
    return entry;
  });
  return { svg: parts.join('\n'), height: y + rowPixels - boxPixels };
}

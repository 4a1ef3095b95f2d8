import { distance } from 'fastest-levenshtein';

const differenceMax = 4;

/**
 * The candidate closest to a mistyped word, if one is close enough to be
 * meant: two in five letters may differ, rounded up, four at most.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(differenceMax, Math.ceil((word.length * 2) / 5)) + 1;
  for (const candidate of candidates) {
    const difference = distance(word.toLowerCase(), candidate.toLowerCase());
    if (difference < bestDistance) [best, bestDistance] = [candidate, difference];
  }
  return best;
}

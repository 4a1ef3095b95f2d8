import type { LoadedScenario } from './engine.ts';
import { dialectDefault } from './vocabulary.ts';

/**
 * The dialects a scenario is run in: its own alone when it names one, for then
 * it is about that dialect; otherwise those that were asked for.
 */
export function dialectsOf(
  { dialect }: LoadedScenario,
  asked: readonly string[] = [dialectDefault],
): readonly string[] {
  return dialect === undefined ? asked : [dialect];
}

import { shellWord } from './shell-word.ts';
import { dialectDefault } from './vocabulary.ts';

/** The command that shows a run again, quoted for a shell where that is needed. */
export function replayLine({
  file,
  seed,
  dialect,
  target,
  given,
}: {
  readonly file: string;
  readonly seed: number;
  readonly dialect: string;
  /** Absent: it ran on a twin. */
  readonly target?: { readonly name: string };
  /** Further options, as they were typed. */
  readonly given?: string;
}): string {
  const shown = shellWord(file);
  const inDialect = dialect === dialectDefault ? '' : ` --dialect ${dialect}`;
  if (target !== undefined) return `pnpm sim --target ${target.name} ${shown}${inDialect}`;
  const further = given === undefined ? '' : ` ${given}`;
  return `pnpm sim ${shown} --seed ${seed}${inDialect}${further}`;
}

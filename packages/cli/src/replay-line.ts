import { dialectDefault } from './vocabulary.ts';

/** The command that shows a run again, quoted for a shell where that is needed. */
export function replayLine({
  file,
  seed,
  dialect,
}: {
  readonly file: string;
  readonly seed: number;
  readonly dialect: string;
}): string {
  const shown = /^[\w@%+=:,./-]+$/.test(file)
    ? file
    : `'${file.replaceAll("'", String.raw`'\''`)}'`;
  const inDialect = dialect === dialectDefault ? '' : ` --dialect ${dialect}`;
  return `pnpm sim ${shown} --seed ${seed}${inDialect}`;
}

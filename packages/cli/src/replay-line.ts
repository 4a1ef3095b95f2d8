import { dialectDefault } from './vocabulary.ts';

/** The command that shows a run again, quoted for a shell where that is needed. */
export function replayLine({
  file,
  seed,
  dialect,
  target,
}: {
  readonly file: string;
  readonly seed: number;
  readonly dialect: string;
  /** Absent: it ran on a twin. */
  readonly target?: { readonly name: string };
}): string {
  const shown = /^[\w@%+=:,./-]+$/.test(file)
    ? file
    : `'${file.replaceAll("'", String.raw`'\''`)}'`;
  const inDialect = dialect === dialectDefault ? '' : ` --dialect ${dialect}`;
  if (target !== undefined) return `pnpm sim --target ${target.name} ${shown}${inDialect}`;
  return `pnpm sim ${shown} --seed ${seed}${inDialect}`;
}

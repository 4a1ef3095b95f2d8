/** The command that shows a run again, quoted for a shell where that is needed. */
export function replayLine({
  file,
  seed,
}: {
  readonly file: string;
  readonly seed: number;
}): string {
  const shown = /^[\w@%+=:,./-]+$/.test(file)
    ? file
    : `'${file.replaceAll("'", String.raw`'\''`)}'`;
  return `pnpm sim ${shown} --seed ${seed}`;
}

import type { SourceFile } from '../source-file.ts';

interface Line {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

interface Markdown {
  readonly prose: readonly Line[];
  /** Each block with its opening fence. */
  readonly blocks: readonly (readonly Line[])[];
}

/** A page, parted into what is prose and what stands between fences. */
export function markdown(file: SourceFile): Markdown {
  const outside: Line[] = [];
  const blocks: Line[][] = [];
  let fence: string | undefined;
  for (const [index, text] of file.lines.entries()) {
    const line = { text, line: index + 1 };
    const mark = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (fence === undefined && mark !== undefined) {
      fence = mark;
      blocks.push([line]);
    } else if (fence === undefined) {
      outside.push(line);
    } else if (mark !== undefined && mark.startsWith(fence)) {
      fence = undefined;
    } else {
      blocks.at(-1)?.push(line);
    }
  }
  return { prose: outside, blocks };
}

export function prose(file: SourceFile): readonly Line[] {
  return markdown(file).prose;
}

/** The headings of a page; `level` is the number of `#`. */
export function headings(file: SourceFile): (Line & { readonly level: number })[] {
  return prose(file).flatMap(({ text, line }) => {
    const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(text);
    if (match === null) return [];
    return [{ level: match[1]?.length ?? 0, text: match[2] ?? '', line }];
  });
}

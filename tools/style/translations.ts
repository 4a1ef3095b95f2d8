import type { SourceFile } from '../source-file.ts';
import { headings, markdown } from './markdown.ts';
import type { Problem, Rule } from './rule.ts';

const suffix = '.zh-CN.md';

/** A page in two languages has the same headings in the same order and the same code. */
export const translations: Rule = {
  name: 'translation',
  *check(tree) {
    for (const chinese of tree.files.filter((file) => file.path.endsWith(suffix))) {
      const english = tree.get(chinese.path.replace(suffix, '.md'));
      if (english === undefined) {
        yield { path: chinese.path, what: 'there is no English page beside it' };
      } else {
        yield* compareHeadings(english, chinese);
        yield* compareCode(english, chinese);
      }
    }
    if (tree.get('README.md') !== undefined && tree.get(`README${suffix}`) === undefined) {
      yield { path: 'README.md', what: `there is no README${suffix} beside it` };
    }
  },
};

function* compareHeadings(english: SourceFile, chinese: SourceFile): Generator<Problem> {
  const ours = headings(english);
  const theirs = headings(chinese);
  const at = ours.findIndex((heading, index) => heading.level !== theirs[index]?.level);
  const first = at === -1 ? ours.length : at;
  if (first === ours.length && ours.length === theirs.length) return;
  const wanted = ours[first]?.text ?? 'nothing more';
  const found = theirs[first]?.text ?? 'nothing more';
  const what = `heading ${first + 1} is '${found}' where the English page has '${wanted}'`;
  yield { path: chinese.path, line: theirs[first]?.line ?? chinese.lines.length, what };
}

function* compareCode(english: SourceFile, chinese: SourceFile): Generator<Problem> {
  const ours = markdown(english).blocks;
  const theirs = markdown(chinese).blocks;
  if (ours.length !== theirs.length) {
    const what = `${theirs.length} code blocks where the English page has ${ours.length}`;
    yield { path: chinese.path, what };
    return;
  }
  for (const [index, block] of theirs.entries()) {
    if (code(block) === code(ours[index] ?? [])) continue;
    const what = `code block ${index + 1} differs from the one of the English page`;
    yield { path: chinese.path, line: block[0]?.line ?? 1, what };
  }
}

/** Comments may be translated, code may not. */
function code(block: readonly { readonly text: string }[]): string {
  return block.map(({ text }) => text.replace(/(^|\s)(#|\/\/)\s.*$/, '').trimEnd()).join('\n');
}

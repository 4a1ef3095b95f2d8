import type { SourceFile } from '../source-file.ts';
import { exportedNames } from './exported-names.ts';
import { fileRule, type Rule } from './rule.ts';

/** Names that say where something was put instead of what it is. */
const emptyWords = ['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'misc', 'shared'];

export const emptyNames = fileRule('empty-name', function* (file) {
  const words = file.path.toLowerCase().split(/[/.-]/);
  const word = words.find((candidate) => emptyWords.includes(candidate));
  if (word !== undefined) {
    yield { path: file.path, what: `'${word}' in a name says nothing; name what it does` };
  }
  if (!file.isTypeScript) return;
  for (const name of exportedNames(file)) {
    const last = /[A-Z]?[a-z]+$/.exec(name)?.[0].toLowerCase() ?? '';
    if (!emptyWords.includes(last)) continue;
    yield { path: file.path, what: `'${name}' ends in a word that says nothing` };
  }
});

/** Files that by custom are written otherwise. */
const customary = /^(README|LICENSE|CHANGELOG|CONTRIBUTING|SECURITY)(\.|$)/;
const kebabCase = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/;

export const kebabNames = fileRule('kebab-case', function* (file) {
  const parts = file.path.split('/').flatMap((part) => {
    if (customary.test(part)) return [];
    const dotless = part.replace(/\.zh-CN\.md$/, '.md');
    const words = dotless.startsWith('.') ? dotless.slice(1) : dotless;
    return words.split('.');
  });
  const wrong = parts.find((part) => !kebabCase.test(part));
  if (wrong !== undefined) yield { path: file.path, what: `'${wrong}' is not kebab-case` };
});

/** Last words of files that define the words of a field, not one concept. */
const vocabularies = ['time', 'kinds', 'trace', 'vocabulary'];

/**
 * A file is named after its main export: `at-port.ts` exports `AtPort`. Words
 * before or after are fine (`uartFigures` in `figures.ts`), and of several
 * exports one must share a word with the file (`UserSettings` in
 * `session-settings.ts`). A file without exports is a program, an `index.ts`
 * a list.
 */
export const namedAfterExport = fileRule('named-after-export', function* (file) {
  const words = file.stem.split('-');
  if (!isModule(file) || vocabularies.includes(words.at(-1) ?? '')) return;
  const exported = exportedNames(file);
  const wanted = exported.length > 1 ? words.filter((word) => word.length > 2) : [words.join('')];
  if (exported.length === 0 || wanted.some((word) => isIn(exported, word))) return;
  const what = `exports ${exported.slice(0, 4).join(', ')}, but nothing named after the file`;
  yield { path: file.path, what };
});

/** A test stands beside what it tests: `heap.test.ts` or `heap.laws.test.ts` beside `heap.ts`. */
export const testBesideSource: Rule = {
  name: 'test-beside-source',
  *check(tree) {
    for (const file of tree.files) {
      if (!file.isTest || tree.get(`${file.folder}${file.stem}.ts`) !== undefined) continue;
      yield { path: file.path, what: `there is no ${file.stem}.ts beside it` };
    }
  },
};

function isModule(file: SourceFile): boolean {
  return file.isTypeScript && !/\.(test|config|d)\.ts$/.test(file.name) && file.name !== 'index.ts';
}

function isIn(names: readonly string[], word: string): boolean {
  const singular = word.replace(/s$/, '');
  return names.some((name) => {
    const lower = name.toLowerCase();
    return (
      lower.includes(word) ||
      (singular.length > 3 && lower.includes(singular)) ||
      word.endsWith(lower)
    );
  });
}

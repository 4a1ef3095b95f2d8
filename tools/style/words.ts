import type { SourceFile } from '../source-file.ts';
import { fileRule, type Rule } from './rule.ts';

// Some patterns have a letter in brackets, so that they do not match themselves.

/** A rule against words, in any file of the project. */
function wordRule(
  name: string,
  pattern: RegExp,
  what: string,
  applies: (file: SourceFile) => boolean = () => true,
): Rule {
  return fileRule(name, function* (file) {
    if (!applies(file)) return;
    for (const [index, line] of file.lines.entries()) {
      const word = pattern.exec(line)?.[0];
      if (word !== undefined) {
        yield { path: file.path, line: index + 1, what: `'${word.trim()}': ${what}` };
      }
    }
  });
}

export const wordRules: readonly Rule[] = [
  wordRule(
    'credits',
    new RegExp(
      [
        '@auth[o]r\\b|co-auth[o]red|artif[i]cial int|language m[o]del',
        'chat ?g[p]t|\\bg[p]t-?\\d|cl[a]ude|anthr[o]pic|open ?a[i]\\b',
        'copil[o]t|\\bg[e]mini\\b|\\bll[m]s?\\b|\\ba[i]\\b',
      ].join('|'),
      'i',
    ),
    'the text says what the product does, not how or by whom it was made',
    (file) => file.path !== 'pnpm-lock.yaml',
  ),
  wordRule(
    'machine-path',
    /(?<![\w.~/-])\/(home|Users|root|work|mnt|media)\/[\w.-]+|\b[A-Z]:\\[A-Za-z]/,
    'a path of one machine; write it from the root of the project',
  ),
  wordRule(
    'registry-host',
    /\bregistry[.]\w[\w-]*[.]\w+|npmm[i]rror|artif[a]ctory|verd[a]ccio|^\s*registry\s*=/i,
    'every machine has a registry of its own',
  ),
  wordRule('outside-folder', /\.\.\/sh[a]red\b/, 'the project stands alone'),
  wordRule(
    'unfinished',
    /\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b/,
    'finish it, or open an issue',
    (file) => file.path !== 'pnpm-lock.yaml',
  ),
  wordRule(
    'check-switched-off',
    /@ts-(ign[o]re|noch[e]ck)|(es|ox)lint-dis[a]ble|oxfmt-ign[o]re|prettier-ign[o]re/,
    'mend what the check complains about',
  ),
];

import ts from 'typescript';

import { readFloors } from '../floors.ts';
import type { Rule } from './rule.ts';

/** The linter's list of pure packages agrees with the floors. */
export const lintedFloors: Rule = {
  name: 'linted-floors',
  *check(tree) {
    const path = '.oxlintrc.json';
    const config = ts.parseConfigFileTextToJson(path, tree.get(path)?.text ?? '{}').config as {
      overrides?: { files: string[]; rules: Record<string, unknown> }[];
    };
    for (const rule of ['no-restricted-globals', 'no-restricted-imports']) {
      const covered = (config.overrides ?? [])
        .filter((override) => Array.isArray(override.rules[rule]))
        .flatMap((override) => override.files);
      for (const floor of readFloors()) {
        if (!floor.pure || covered.includes(`packages/${floor.package}/**`)) continue;
        yield { path, what: `${rule} does not cover packages/${floor.package}, which is pure` };
      }
    }
  },
};

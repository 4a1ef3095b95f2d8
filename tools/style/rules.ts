import { globalPatch } from './global-patch.ts';
import { fileLength, functionLength, lineLength } from './lengths.ts';
import { lintedFloors } from './linted-floors.ts';
import { links } from './links.ts';
import { manifests } from './manifests.ts';
import { emptyNames, kebabNames, namedAfterExport, testBesideSource } from './names.ts';
import { promiseInModel } from './promise-in-model.ts';
import type { Rule } from './rule.ts';
import { unrunTest } from './tests.ts';
import { translations } from './translations.ts';
import { wordRules } from './words.ts';

/** Every rule of the style check. */
export const rules: readonly Rule[] = [
  fileLength,
  functionLength,
  lineLength,
  emptyNames,
  kebabNames,
  namedAfterExport,
  testBesideSource,
  unrunTest,
  globalPatch,
  promiseInModel,
  lintedFloors,
  manifests,
  links,
  translations,
  ...wordRules,
];

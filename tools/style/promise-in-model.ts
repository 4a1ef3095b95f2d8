import ts from 'typescript';

import { readFloors } from '../floors.ts';
import type { SourceFile } from '../source-file.ts';
import { fileRule } from './rule.ts';

const models = new Set(
  readFloors()
    // The kernel itself waits for the event loop; that is its business.
    .filter((floor) => floor.pure && floor.package !== 'kernel')
    .map((floor) => floor.package),
);

/** Models run synchronously inside events: a promise would resolve outside of the event. */
export const promiseInModel = fileRule('promise-in-model', function* (file) {
  if (!isModel(file)) return;
  for (const node of file.nodes()) {
    const isAsync = node.kind === ts.SyntaxKind.AsyncKeyword;
    if (!isAsync && !(ts.isIdentifier(node) && node.text === 'Promise')) continue;
    const what = 'a model calls back inside the event; a promise would resolve outside of it';
    yield { path: file.path, line: file.lineOf(node), what };
  }
});

function isModel(file: SourceFile): boolean {
  return file.isTypeScript && !file.isTestCode && models.has(file.package ?? '');
}

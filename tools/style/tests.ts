import ts from 'typescript';

import { fileRule } from './rule.ts';

const switchedOff = /^(it|test|describe|suite)\b.*\.(only|skip|todo|fails|skipIf|runIf)$/;

/** Every test runs, everywhere, and no test runs alone. */
export const unrunTest = fileRule('unrun-test', function* (file) {
  if (!file.isTest) return;
  for (const node of file.nodes()) {
    if (!ts.isPropertyAccessExpression(node) || !switchedOff.test(node.getText())) continue;
    yield { path: file.path, line: file.lineOf(node), what: `${node.getText()} hides a test` };
  }
});

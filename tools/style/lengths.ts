import ts from 'typescript';

import type { SourceFile } from '../source-file.ts';
import { fileRule } from './rule.ts';

const fileLinesMax = 400;
const functionLinesMax = 70;
const lineColumnsMax = 100;

/** A file fits in one head. */
export const fileLength = fileRule('file-length', function* (file) {
  if (file.isTypeScript && file.lines.length > fileLinesMax) {
    const { length } = file.lines;
    yield { path: file.path, what: `${length} lines; split it, ${fileLinesMax} are the limit` };
  }
});

/** A web address, the title of a test, and a text or pattern alone on its line. */
const unbreakable = new RegExp(
  [
    'https?://',
    '^\\s*(test|it|describe)[\\w.]*\\([\'"`]',
    '^\\s*([\'"`]).*\\2,?$',
    '^\\s*/(?![*/]).*/\\w*[,;]?$',
  ].join('|'),
);

/** A line fits on a screen, unless it cannot be broken. */
export const lineLength = fileRule('line-length', function* (file) {
  if (!isCode(file)) return;
  for (const [index, line] of file.lines.entries()) {
    if (line.length <= lineColumnsMax || unbreakable.test(line)) continue;
    const what = `${line.length} columns; ${lineColumnsMax} are the limit`;
    yield { path: file.path, line: index + 1, what };
  }
});

/** A function fits on a screen. The callback of a `describe` is a chapter, not a function. */
export const functionLength = fileRule('function-length', function* (file) {
  if (!file.isTypeScript) return;
  for (const node of file.nodes()) {
    if (!ts.isFunctionLike(node) || isDescribeCallback(node)) continue;
    const lines =
      file.syntax.getLineAndCharacterOfPosition(node.getEnd()).line + 2 - file.lineOf(node);
    if (lines <= functionLinesMax || !('body' in node)) continue;
    const what = `a function of ${lines} lines; ${functionLinesMax} are the limit`;
    yield { path: file.path, line: file.lineOf(node), what };
  }
});

function isCode(file: SourceFile): boolean {
  return /\.(ts|js|mjs|sh)$/.test(file.name) || file.path === '.ci/run';
}

function isDescribeCallback(node: ts.Node): boolean {
  const call = node.parent;
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText());
}

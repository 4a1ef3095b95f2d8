import ts from 'typescript';

import { fileRule } from './rule.ts';

/** The one file that may put something else in the place of a global. */
const compartment = 'packages/broker/src/compartment.ts';
const globals = ['globalThis', 'global', 'Math', 'Date', 'process', 'console', 'crypto', 'timers'];

export const globalPatch = fileRule('global-patch', function* (file) {
  if (!file.isTypeScript || !file.path.startsWith('packages/') || file.path === compartment) return;
  for (const node of file.nodes()) {
    if (!assignsGlobal(node)) continue;
    const what = `only ${compartment} may replace a global`;
    yield { path: file.path, line: file.lineOf(node), what };
  }
});

function assignsGlobal(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === 'syncBuiltinESMExports';
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left } = node;
    return ts.isPropertyAccessExpression(left) && globals.includes(left.expression.getText());
  }
  if (!ts.isCallExpression(node)) return false;
  const callee = /^(Object|Reflect)\.(assign|defineProperty|defineProperties|set)$/;
  const target = node.arguments[0]?.getText() ?? '';
  return callee.test(node.expression.getText()) && globals.includes(target);
}

import ts from 'typescript';

/** Each operator with those it is mistaken for: the boundary, the opposite, the neighbour. */
const mistakes: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '|=': ['&='],
  '&=': ['|='],
};
const choices = ['&&', '||', '??'];

/** What an operation may become. */
export function operatorEdits(node: ts.Node): readonly string[] {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return [node.operand.getText()];
  }
  if (!ts.isBinaryExpression(node)) return [];
  const left = node.left.getText();
  const operator = node.operatorToken.getText();
  const right = node.right.getText();
  const edits = (mistakes[operator] ?? []).map((other) => `${left} ${other} ${right}`);
  // Either side of a choice alone.
  return choices.includes(operator) ? [...edits, left, right] : edits;
}

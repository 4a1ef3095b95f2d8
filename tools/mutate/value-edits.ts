import ts from 'typescript';

/** A function may give back nothing, unless what it gives back is mutated by itself. */
export function valueEdits(node: ts.Node): readonly string[] {
  const { parent } = node;
  const isValue =
    (ts.isReturnStatement(parent) && parent.expression === node) ||
    (ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node));
  return isValue && !isMutatedByItself(node) ? ['undefined'] : [];
}

function isMutatedByItself(node: ts.Node): boolean {
  if (ts.isParenthesizedExpression(node)) return isMutatedByItself(node.expression);
  return (
    ts.isLiteralExpression(node) ||
    ts.isBinaryExpression(node) ||
    ts.isPrefixUnaryExpression(node) ||
    ts.isObjectLiteralExpression(node) ||
    ts.isArrayLiteralExpression(node) ||
    node.kind === ts.SyntaxKind.TrueKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    node.getText() === 'undefined'
  );
}

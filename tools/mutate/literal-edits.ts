import ts from 'typescript';

const anyText = `'mutant'`;

/** What a literal may become: another value of its kind. */
export function literalEdits(node: ts.Node): readonly string[] {
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ['false'];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ['true'];
  if (ts.isNumericLiteral(node)) {
    const value = Number(node.text);
    return [String(value + 1), String(value - 1)];
  }
  if (ts.isStringLiteral(node)) return isName(node) ? [] : [node.text === '' ? anyText : `''`];
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node)) {
    return ts.isTaggedTemplateExpression(node.parent) ? [] : [`''`];
  }
  if (ts.isRegularExpressionLiteral(node)) return withoutAnchors(node.text);
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 ? ['[]'] : [];
  if (ts.isObjectLiteralExpression(node)) return isRecord(node) ? ['{}'] : [];
  return [];
}

/** The key of a property is a name, whatever it is written like. */
function isName(node: ts.StringLiteral): boolean {
  return ts.isPropertyAssignment(node.parent) && node.parent.name === node;
}

function withoutAnchors(pattern: string): string[] {
  const edits: string[] = [];
  if (pattern.startsWith('/^')) edits.push(`/${pattern.slice(2)}`);
  if (pattern.includes('$/')) edits.push(pattern.replace('$/', '/'));
  return edits;
}

/** Options and declarations are left alone: without them nothing would even load. */
function isRecord({ parent, properties }: ts.ObjectLiteralExpression): boolean {
  if (properties.length === 0) return false;
  const from = ts.isParenthesizedExpression(parent) ? parent.parent : parent;
  return (
    ts.isReturnStatement(from) ||
    ts.isArrowFunction(from) ||
    (ts.isVariableDeclaration(from) && from.parent.parent.parent.kind === ts.SyntaxKind.Block)
  );
}

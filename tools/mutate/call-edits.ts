import ts from 'typescript';

const opposites: Readonly<Record<string, string>> = {
  min: 'max',
  max: 'min',
  some: 'every',
  every: 'some',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  toLowerCase: 'toUpperCase',
  toUpperCase: 'toLowerCase',
};
/** Calls that give back something like what they are called on. */
const steps = new Set(['filter', 'reverse', 'slice', 'sort', 'toReversed', 'toSorted', 'trim']);

/** What a call may become: the opposite method, or a step left out. */
export function callEdits(node: ts.Node): readonly string[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name, expression } = node.expression;
  const target = expression.getText();
  if (steps.has(name.text)) return [target];
  const opposite = opposites[name.text];
  if (opposite === undefined) return [];
  return [`${target}.${opposite}(${node.arguments.map((one) => one.getText()).join(', ')})`];
}

/** A chain may lose one of its question marks. */
export function chainEdits(node: ts.Node): readonly string[] {
  if (!ts.isOptionalChain(node)) return [];
  const start = node.getStart();
  const text = node.getText();
  return questionMarks(node).map((mark) => {
    const at = mark.getStart() - start;
    const rest = text.slice(at + 2);
    return text.slice(0, at) + (/^[[(]/.test(rest) ? rest : `.${rest}`);
  });
}

function questionMarks(node: ts.Node): readonly ts.Node[] {
  if (!ts.isOptionalChain(node)) return [];
  const inner = questionMarks(node.expression);
  const mark = ts.isNonNullChain(node) ? undefined : node.questionDotToken;
  return mark === undefined ? inner : [...inner, mark];
}

import ts from 'typescript';

const propertiesForReaders = new Set(['summary', 'example', 'en', 'zh']);
/** Calls whose arguments from the second on only tell a reader what the first is. */
const callsForReaders = new Set(['figure', 'defineTraceKind']);

/** Words that no behaviour depends on: summaries, examples, where a number comes from. */
export function isReadersText(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent)) return propertiesForReaders.has(parent.name.getText());
  return (
    ts.isCallExpression(parent) &&
    callsForReaders.has(parent.expression.getText()) &&
    parent.arguments.findIndex((argument) => argument === node) > 0
  );
}

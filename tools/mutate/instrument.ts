import ts from 'typescript';

import { callEdits, chainEdits } from './call-edits.ts';
import { conditionEdits } from './condition-edits.ts';
import { literalEdits } from './literal-edits.ts';
import type { Mutant } from './mutant.ts';
import { operatorEdits } from './operator-edits.ts';
import { isReadersText } from './readers-text.ts';
import { valueEdits } from './value-edits.ts';

export interface Instrumented {
  /** The source with every mutant in it, each behind its switch `isMutant(id)`. */
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

/** Puts every mutant of a source into it. The first gets the number `firstId`. */
export function instrument(path: string, text: string, firstId: number): Instrumented {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const lines = text.split('\n');
  const mutants: Mutant[] = [];

  const add = (node: ts.Node, replacement: string): number => {
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    const id = firstId + mutants.length;
    const on = lines[line]?.trim() ?? '';
    const original = node.getText();
    mutants.push({ id, path, line: line + 1, column: character + 1, on, original, replacement });
    return id;
  };

  const emit = (node: ts.Node): string => {
    if (isUntouched(node)) return node.getText();
    // Numbered before what is within, so that a list of mutants reads from the outside in.
    const edits = expressionEdits(node).map((edit) => ({ edit, id: add(node, edit) }));
    const removal = isRemovable(node) ? add(node, '') : undefined;
    let inner = '';
    let at = node.getStart();
    ts.forEachChild(node, (child) => {
      inner += text.slice(at, child.getStart()) + emit(child);
      at = child.end;
    });
    inner += text.slice(at, node.end);
    if (removal !== undefined) return `{if(!isMutant(${removal})){${inner}}}`;
    if (edits.length === 0) return inner;
    const switches = edits.map(({ edit, id }) => `isMutant(${id})?(${edit}):`);
    return `(${switches.join('')}(${inner}))`;
  };

  const code = source.statements.map((statement) => emit(statement)).join('\n');
  return { code, mutants };
}

function expressionEdits(node: ts.Node): readonly string[] {
  if (!ts.isExpression(node) || isLinkOfChain(node)) return [];
  const edits = [conditionEdits, valueEdits, literalEdits, operatorEdits, callEdits, chainEdits];
  return [...new Set(edits.flatMap((of) => of(node)))];
}

/** In brackets the beginning of `a?.b.c` would no longer decide over its end. */
function isLinkOfChain(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isOptionalChain(node) && ts.isOptionalChain(parent) && parent.expression === node;
}

/** A statement that only does something can be left out and leaves a program. */
function isRemovable(node: ts.Node): boolean {
  if (ts.isExpressionStatement(node)) {
    const { expression } = node;
    return !ts.isCallExpression(expression) || expression.expression.kind !== superKeyword;
  }
  if (ts.isReturnStatement(node)) return node.expression === undefined;
  return ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node);
}

const superKeyword = ts.SyntaxKind.SuperKeyword;

/** Types and module specifiers do nothing; texts for readers change nothing. */
function isUntouched(node: ts.Node): boolean {
  return (
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    isReadersText(node)
  );
}

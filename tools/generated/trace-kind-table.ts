import { join } from 'node:path';
import ts from 'typescript';

import type { SourceTree } from '../source-tree.ts';

/** Where the table lies, from the root of the project. */
export const traceKindTablePath = 'packages/scenario/src/faults/trace-kind-table.ts';

const intro = [
  '/**',
  ' * Every kind of trace record, with those of its fields that hold one value. Made from their',
  ' * declarations by `pnpm generate`, because types are gone when a scenario is read.',
  ' */',
  'export const traceKindTable = `',
].join('\n');

interface Declared {
  readonly name: string;
  readonly summary: string;
  readonly fields: readonly (readonly [name: string, type: string])[];
}

/** The module that lists the kinds of trace records: a line a kind, its fields below. */
export function traceKindTable(tree: SourceTree): string {
  const lines = declaredKinds(tree).flatMap(({ name, summary, fields }) => [
    `${name}: ${summary.replace(/\.$/, '')}.`,
    ...wrapped(fields.map(([field, type]) => `${field}: ${type}`).join('; ')),
  ]);
  return `${intro}\n${lines.join('\n').replaceAll(/[`$\\]/g, String.raw`\$&`)}\n\`;\n`;
}

const columnsMax = 96;

function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ').filter((one) => one !== '')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= columnsMax) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function declaredKinds(tree: SourceTree): readonly Declared[] {
  const { root } = tree;
  const files = tree.files.filter(({ path, text }) => isDeclaring(path) && text.includes(calls));
  const paths = files.map(({ path }) => join(root, path));
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram(paths, { ...options, noEmit: true, noCheck: true });
  const checker = program.getTypeChecker();
  const found = paths.flatMap((path) => {
    const source = program.getSourceFile(path);
    return source === undefined ? [] : [...kindsIn(source, checker)];
  });
  return found.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

const calls = 'defineTraceKind<';

/** The live door is no part of a scenario's world. */
function isDeclaring(path: string): boolean {
  const isModel = /^packages\/(?!live\/|cli\/)[^/]+\/src\//.test(path);
  return isModel && !path.includes('/testing/') && !path.endsWith('.test.ts');
}

function* kindsIn(node: ts.Node, checker: ts.TypeChecker): Generator<Declared> {
  if (ts.isCallExpression(node) && node.expression.getText() === 'defineTraceKind') {
    const [name, summary] = node.arguments;
    const [data] = node.typeArguments ?? [];
    if (name !== undefined && summary !== undefined && data !== undefined) {
      const fields = fieldsOf(checker.getTypeFromTypeNode(data), checker, data);
      yield { name: textOf(name), summary: textOf(summary), fields };
    }
  }
  for (const child of node.getChildren()) yield* kindsIn(child, checker);
}

function textOf(node: ts.Node): string {
  return ts.isStringLiteralLike(node) ? node.text : '';
}

function fieldsOf(data: ts.Type, checker: ts.TypeChecker, at: ts.Node): Declared['fields'] {
  const types = data.isUnion() ? data.types : [data];
  const fields = new Map<string, string>();
  for (const property of types.flatMap((type) => checker.getPropertiesOfType(type))) {
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(property, at));
    const name = typeName(type, checker);
    if (name !== undefined) fields.set(property.name, name);
  }
  return [...fields];
}

/** Undefined for lists and mappings: there is no saying what equals one. */
function typeName(type: ts.Type, checker: ts.TypeChecker): string | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const isAll = (flag: ts.TypeFlags): boolean => parts.every(({ flags }) => (flags & flag) !== 0);
  if (isAll(ts.TypeFlags.StringLiteral)) {
    // The compiler's own order depends on what it has read before.
    const words = parts.map((part) => (part.isStringLiteral() ? part.value : ''));
    return words.toSorted().join(' | ');
  }
  if (isAll(ts.TypeFlags.StringLike)) return 'text';
  if (isAll(ts.TypeFlags.NumberLike)) return 'number';
  if (isAll(ts.TypeFlags.BooleanLike)) return 'boolean';
  return checker.typeToString(type).startsWith('Uint8Array') ? 'bytes' : undefined;
}

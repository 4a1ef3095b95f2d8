import ts from 'typescript';

/** One file of the project, read and split once, parsed when a rule asks for it. */
export class SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  private parsed: ts.SourceFile | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.lines = text.replace(/\n$/, '').split('\n');
  }

  get name(): string {
    return this.path.slice(this.path.lastIndexOf('/') + 1);
  }

  /** The name up to its first dot: `heap` for `heap.laws.test.ts`. */
  get stem(): string {
    return this.name.split('.')[0] ?? '';
  }

  get folder(): string {
    return this.path.slice(0, this.path.length - this.name.length);
  }

  get isTypeScript(): boolean {
    return this.name.endsWith('.ts');
  }

  get isTest(): boolean {
    return this.name.endsWith('.test.ts');
  }

  /** A test, or in a `testing` folder, which holds what only tests use. */
  get isTestCode(): boolean {
    return this.isTest || this.path.includes('/testing/');
  }

  get isMarkdown(): boolean {
    return this.name.endsWith('.md');
  }

  /** The name of the package the file is in, without the scope; undefined outside packages/. */
  get package(): string | undefined {
    return /^packages\/([^/]+)\//.exec(this.path)?.[1];
  }

  get syntax(): ts.SourceFile {
    this.parsed ??= ts.createSourceFile(this.path, this.text, ts.ScriptTarget.Latest, true);
    return this.parsed;
  }

  /** Counted from 1, as an editor shows it. */
  lineOf(node: ts.Node): number {
    return this.syntax.getLineAndCharacterOfPosition(node.getStart(this.syntax)).line + 1;
  }

  /** Every node, a parent before its children. */
  *nodes(from: ts.Node = this.syntax): Generator<ts.Node> {
    yield from;
    for (const child of from.getChildren(this.syntax)) yield* this.nodes(child);
  }
}

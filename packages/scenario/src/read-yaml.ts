import { Lexer, LineCounter, parseDocument, type YAMLError, type YAMLWarning } from 'yaml';
import { buildTree } from './build-tree.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { Problem } from './problem.ts';
import { YamlFault } from './yaml-fault.ts';
import type { YamlTree } from './yaml-tree.ts';

/** The largest scenario file that is read: some 5000 steps. */
export const scenarioBytesMax = 262_144;

const depthMax = 64;

/** A file that is well-formed YAML, or the first thing that keeps it from being that. */
export type ReadYaml =
  | { readonly ok: true; readonly tree: YamlTree }
  | { readonly ok: false; readonly problem: Problem };

/** Makes a problem at an offset of a file. */
export type ProblemAt = (code: ProblemCode, offset: number, what: string, fix: string) => Problem;

/** Where an offset of a text is, as editors count. */
export function problemMaker(text: string, file: string): ProblemAt {
  const counter = new LineCounter();
  counter.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    counter.addNewLine(at + 1);
  }
  return (code, offset, what, fix) => {
    const { line, col } = counter.linePos(offset);
    return { code, file, line, column: col, what, fix };
  };
}

/** Reads one YAML document in bounded time and memory, whatever the text is. */
export function readYaml(text: string, problemAt: ProblemAt): ReadYaml {
  if (text.length > scenarioBytesMax) {
    const what = `the file is larger than ${scenarioBytesMax / 1024} KiB`;
    const problem = problemAt('SCN_FILE_TOO_LARGE', 0, what, 'Split it into several scenarios.');
    return { ok: false, problem };
  }
  try {
    checkDepth(text);
    // The library compares every key with every other one; `buildTree` does not.
    const options = { uniqueKeys: false, prettyErrors: false, logLevel: 'error' } as const;
    const document = parseDocument(text, options);
    const error = firstError([...document.errors, ...document.warnings]);
    if (error !== undefined) throw explain(error, text);
    return { ok: true, tree: buildTree(document.contents, depthMax) };
  } catch (error) {
    if (!(error instanceof YamlFault)) throw error;
    const { code, offset, message, fix } = error;
    return { ok: false, problem: problemAt(code, offset, message, fix) };
  }
}

const scalarMark = '\u001f';
const markers = new Set([scalarMark, '\u0002', '\u0018']);

/** Refuses deep nesting before the parser, which is recursive, gets to see it. */
function checkDepth(text: string): void {
  let brackets = 0;
  let indicators = 0;
  let offset = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && markers.has(token)) {
      isScalar = token === scalarMark;
      continue;
    }
    const mark = isScalar ? '' : token;
    if (mark === '[' || mark === '{') brackets += 1;
    else if (mark === ']' || mark === '}') brackets -= 1;
    // `- - -` nests within one line; anything but blanks in between ends the run.
    if (mark === '-' || mark === '?' || mark === ':') indicators += 1;
    else if (isScalar || token.trim() !== '' || token.includes('\n')) indicators = 0;
    if (brackets > depthMax || indicators > depthMax) throw tooDeep(offset);
    offset += token.length;
    isScalar = false;
  }
}

function tooDeep(offset: number): YamlFault {
  const what = 'lists and mappings are nested too deeply';
  return new YamlFault('SCN_YAML_TOO_DEEP', offset, what, `At most ${depthMax} levels are read.`);
}

type YamlComplaint = YAMLError | YAMLWarning;

/** The first one in the file; but a tab explains whatever comes with it. */
function firstError(errors: readonly YamlComplaint[]): YamlComplaint | undefined {
  let first: YamlComplaint | undefined;
  for (const error of errors) {
    if (error.code === 'TAB_AS_INDENT') return error;
    if (first === undefined || error.pos[0] < first.pos[0]) first = error;
  }
  return first;
}

const quoteFix =
  'Put text in quotes when it holds `: ` or ` #`, or begins with one of [ ] { } , & * ! | > % @.';

function explain(error: YamlComplaint, text: string): YamlFault {
  const offset = Math.min(error.pos[0], text.length);
  const [sentence = ''] = error.message.split('\n');
  const what = sentence.charAt(0).toLowerCase() + sentence.slice(1);
  if (error.code === 'RESOURCE_EXHAUSTION') return tooDeep(offset);
  if (error.code === 'TAB_AS_INDENT') {
    return new YamlFault('SCN_YAML_TAB', offset, 'a tab stands where YAML wants spaces', tabFix);
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return new YamlFault('SCN_YAML_SEVERAL_DOCUMENTS', offset, severalDocuments, documentsFix);
  }
  return new YamlFault('SCN_YAML_SYNTAX', offset, what, syntaxFix(sentence));
}

function syntaxFix(sentence: string): string {
  if (/tag/.test(sentence)) return 'Leave the tag out, or use quotes.';
  if (/closing|end with/.test(sentence)) return 'Close the quote or bracket that was opened.';
  if (/indent|without - indicator|same column/i.test(sentence)) return indentFix;
  return quoteFix;
}

const indentFix = 'Keys of one mapping, and dashes of one list, begin in the same column.';
const tabFix = 'Indent with spaces; most editors turn tabs into spaces on request.';
const severalDocuments = 'a second YAML document begins here';
const documentsFix = 'A file holds one scenario; put the rest into files of their own.';

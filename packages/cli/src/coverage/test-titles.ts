import { codeTokens, type CodeToken } from './code-tokens.ts';

export interface TestTitle {
  readonly title: string;
  /** What a table of cases can put into the title, in order. */
  readonly cells: readonly string[];
  /** Where the call begins, counted from 1. */
  readonly line: number;
}

const calls = new Set(['describe', 'it', 'test']);
const opening = new Set(['(', '[', '{']);
const closing = new Set([')', ']', '}']);

/** The titles of the tests and groups in a test file. A title that is no text is passed over. */
export function testTitles(code: string): readonly TestTitle[] {
  const tokens = codeTokens(code);
  return tokens.flatMap((token, index) => {
    const isCall = calls.has(token.text) && tokens[index - 1]?.text !== '.';
    return isCall ? titleAt(tokens, index) : [];
  });
}

function titleAt(tokens: readonly CodeToken[], index: number): readonly TestTitle[] {
  let at = index + 1;
  while (tokens[at]?.text === '.') at += 2;
  const groups: (readonly CodeToken[])[] = [];
  while (tokens[at]?.text === '(') {
    const end = closed(tokens, at);
    groups.push(tokens.slice(at + 1, end));
    at = end + 1;
  }
  const title = groups.pop()?.[0];
  if (title?.kind !== 'text') return [];
  const text = title.text.slice(1, -1);
  const cells = /[%$]/.test(text) ? groups.flatMap((group) => textsOf(group, tokens)) : [];
  return [{ title: text, cells, line: tokens[index]?.line ?? 0 }];
}

/** The texts in a table; if it is a name, in what the file says the name is. */
function textsOf(group: readonly CodeToken[], tokens: readonly CodeToken[]): readonly string[] {
  const [first] = group;
  if (group.length === 1 && first?.kind === 'word') return textsOfConstant(first.text, tokens);
  return group.filter(({ kind }) => kind === 'text').map(({ text }) => text.slice(1, -1));
}

function textsOfConstant(name: string, tokens: readonly CodeToken[]): readonly string[] {
  const start = tokens.findIndex(
    ({ text }, index) => text === 'const' && tokens[index + 1]?.text === name,
  );
  // The type between them may hold arrows, but nothing that is set to a list.
  const list = tokens.findIndex(
    ({ text }, index) => index > start && text === '[' && tokens[index - 1]?.text === '=',
  );
  if (start < 0 || list < 0) return [];
  return textsOf(tokens.slice(list, closed(tokens, list)), tokens);
}

/** The index of the bracket that closes the one at an index. */
function closed(tokens: readonly CodeToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const { kind, text } = tokens[at] ?? { kind: 'text', text: '' };
    if (kind !== 'sign') continue;
    if (opening.has(text)) depth += 1;
    if (closing.has(text)) depth -= 1;
    if (depth === 0) return at;
  }
  return tokens.length;
}

/** A word, a text in quotes or ticks as it stands, or one character of anything else. */
export interface CodeToken {
  readonly kind: 'word' | 'text' | 'sign';
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

const space = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const quoted = /'(?:\\[\s\S]|[^'\\])*'|"(?:\\[\s\S]|[^"\\])*"/y;
const word = /[\w$]+/y;
const regex = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;
/** What a value cannot follow, so that a slash behind it begins a regular expression. */
const beforeValue = /^(?:[([{,;=:?!&|+*%<>~^-]|return|typeof|of|in|case)$/;

/** The tokens of TypeScript source without its comments; regular expressions are texts. */
export function codeTokens(code: string): readonly CodeToken[] {
  const tokens: CodeToken[] = [];
  let line = 1;
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0];
  };
  const next = (): Pick<CodeToken, 'kind' | 'text'> => {
    const found = take(word);
    if (found !== undefined) return { kind: 'word', text: found };
    const before = tokens.at(-1)?.text ?? ';';
    const text =
      code[at] === '`'
        ? code.slice(at, templateEnd(code, at))
        : (take(quoted) ?? (beforeValue.test(before) ? take(regex) : undefined));
    return text === undefined ? { kind: 'sign', text: code.charAt(at) } : { kind: 'text', text };
  };
  while (at < code.length) {
    const skipped = take(space);
    const token = skipped === undefined ? next() : undefined;
    if (token !== undefined) tokens.push({ ...token, line });
    const passed = skipped ?? token?.text ?? '';
    line += passed.split('\n').length - 1;
    at += passed.length;
  }
  return tokens;
}

/** Behind the closing tick; what stands in `${}` may hold templates of its own. */
function templateEnd(code: string, start: number): number {
  let at = start + 1;
  while (at < code.length && code[at] !== '`') {
    if (code[at] === '\\') at += 2;
    else if (code.startsWith('${', at)) at = insertEnd(code, at + 2);
    else at += 1;
  }
  return at + 1;
}

function insertEnd(code: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < code.length && depth > 0) {
    quoted.lastIndex = at;
    const text = quoted.exec(code)?.[0];
    if (text !== undefined) at += text.length;
    else if (code[at] === '`') at = templateEnd(code, at);
    else {
      if (code[at] === '{') depth += 1;
      if (code[at] === '}') depth -= 1;
      at += 1;
    }
  }
  return at;
}

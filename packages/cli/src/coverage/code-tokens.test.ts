import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { codeTokens } from './code-tokens.ts';

const texts = (code: string) => codeTokens(code).map(({ text }) => text);
const kinds = (code: string) => codeTokens(code).map(({ kind }) => kind);

describe('codeTokens', () => {
  it('passes over comments, also those that look like texts', () => {
    expect(texts(`a // 'b\n/* "c\n*/ d`)).toStrictEqual(['a', 'd']);
  });

  it('keeps a text whole, with escapes, brackets and what looks like a comment', () => {
    const [one, two, three] = [String.raw`'it\'s (/* '`, '"// \'"', String.raw`'\\'`];
    expect(texts(`${one};${two};${three}`)).toStrictEqual([one, ';', two, ';', three]);
  });

  it('keeps a template whole, with templates and brackets inside it', () => {
    const template = '`a ${b({ c: `}${"`"}` })} \\` d`';
    expect(texts(`${template} e`)).toStrictEqual([template, 'e']);
  });

  it.each(["x = /['(]/g;", "f(/['(]/g)", "return /[/'(]\\//g;", "[/['(]/g]"])(
    'takes the regular expression in %s as one text',
    (code) => {
      expect(kinds(code).filter((kind) => kind === 'text')).toStrictEqual(['text']);
      expect(texts(code).filter((text) => text.startsWith('/'))[0]).toMatch(/^\/.*\/g$/);
    },
  );

  it('takes a slash behind a value for a division', () => {
    expect(texts("a / 'b' / c")).toStrictEqual(['a', '/', "'b'", '/', 'c']);
    expect(texts("(a) / 'b' / c[0] / 2")).toContain("'b'");
  });

  it('counts lines from 1, through comments and texts of several lines', () => {
    const tokens = codeTokens('a\n/*\n*/ `\n` b\n\nc');
    expect(tokens.map(({ line }) => line)).toStrictEqual([1, 3, 4, 6]);
  });

  it('gives, for whatever it is given, parts of it in order and on their lines', () => {
    const piece = fc.constantFrom("'", '"', '`', '${', '}', '/', '*', '\\', '\n', ' ', 'a', '(');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const code = pieces.join('');
        let from = 0;
        for (const { text, line } of codeTokens(code)) {
          const at = code.indexOf(text, from);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(line).toBeLessThanOrEqual(code.slice(0, at).split('\n').length);
          from = at + text.length;
        }
      }),
    );
  });
});

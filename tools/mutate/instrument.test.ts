import { runInNewContext } from 'node:vm';

import ts from 'typescript';
import { describe, expect, test } from 'vitest';

import { instrument } from './instrument.ts';

/** Every mutant of a source as `original -> replacement`, from the outside in. */
function mutantsOf(text: string): string[] {
  return instrument('x.ts', text, 0).mutants.map(
    ({ original, replacement }) => `${original} -> ${replacement}`,
  );
}

/** What `value` is in a source with that mutant switched on. */
function valueWith(text: string, active: number | undefined): unknown {
  const { code } = instrument('x.ts', text, 0);
  const exports: { value?: unknown } = {};
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2023 },
  });
  const isMutant = (id: number): boolean => id === active;
  runInNewContext(outputText, { exports, isMutant });
  return exports.value;
}

describe('the mutants', () => {
  test('a comparison gets the boundary and the opposite', () => {
    expect(mutantsOf('f(a < b);')).toEqual(['f(a < b); -> ', 'a < b -> a <= b', 'a < b -> a >= b']);
    expect(mutantsOf('f(a !== b);')).toContain('a !== b -> a === b');
  });

  test('a choice gets the other operator and either side alone', () => {
    expect(mutantsOf('f(a && b);').slice(1)).toEqual([
      'a && b -> a || b',
      'a && b -> a',
      'a && b -> b',
    ]);
    expect(mutantsOf('f(a ?? b);').slice(1)).toEqual(['a ?? b -> a', 'a ?? b -> b']);
  });

  test('a condition holds always or never, that of a loop never', () => {
    expect(mutantsOf('if (a) {}')).toEqual(['a -> true', 'a -> false']);
    expect(mutantsOf('for (; a; ) {}')).toEqual(['a -> false']);
    expect(mutantsOf('if (!a) {}')).toEqual(['!a -> true', '!a -> false', '!a -> a']);
  });

  test('a number is one more and one less, a text is another, a list is empty', () => {
    expect(mutantsOf('const a = 65_535;')).toEqual(['65_535 -> 65536', '65_535 -> 65534']);
    expect(mutantsOf(`const a = ['x', ''];`)).toEqual([
      `['x', ''] -> []`,
      `'x' -> ''`,
      `'' -> 'mutant'`,
    ]);
    expect(mutantsOf('const a = /^b$/;')).toEqual(['/^b$/ -> /b$/', '/^b$/ -> /^b/']);
  });

  test('what only does something is left out, what gives something gives nothing', () => {
    expect(mutantsOf('function f() { g(); return h(); }')).toEqual([
      'g(); -> ',
      'h() -> undefined',
    ]);
    expect(mutantsOf('const f = () => g();')).toEqual(['g() -> undefined']);
  });

  test('a call gets its opposite or is left out, a chain loses a question mark', () => {
    expect(mutantsOf('const a = Math.min(b, c);')).toEqual(['Math.min(b, c) -> Math.max(b, c)']);
    expect(mutantsOf('const a = b.trim();')).toEqual(['b.trim() -> b']);
    expect(mutantsOf('const a = b?.c?.[d]?.(e);')).toEqual([
      'b?.c?.[d]?.(e) -> b.c?.[d]?.(e)',
      'b?.c?.[d]?.(e) -> b?.c[d]?.(e)',
      'b?.c?.[d]?.(e) -> b?.c?.[d](e)',
    ]);
  });

  test('types, imports, names and texts for readers have none', () => {
    expect(mutantsOf(`import { a } from 'b';`)).toEqual([]);
    expect(mutantsOf(`type A = 'b' | 1; interface C { d: 'e' }`)).toEqual([]);
    expect(mutantsOf(`const a: 'b' = c as 'd';`)).toEqual([]);
    expect(
      mutantsOf(`const a = { 'b-c': d, summary: { en: 'e', zh: 'f' }, example: 'g' };`),
    ).toEqual([]);
    expect(mutantsOf(`const a = figure(3, 'bytes', 'assumed', 'nobody says');`)).toEqual([
      '3 -> 4',
      '3 -> 2',
    ]);
  });

  test('each tells where it is', () => {
    const { mutants } = instrument('x.ts', 'const a = 0;\n  const b = a + 7;\n', 40);
    expect(mutants.at(-1)).toEqual({
      id: 44,
      path: 'x.ts',
      line: 2,
      column: 17,
      on: 'const b = a + 7;',
      original: '7',
      replacement: '6',
    });
  });
});

describe('the instrumented code', () => {
  const source = `
    /** Says what a number is. */
    function f(a: number, b?: { c: number }): string {
      let text: string = '';
      for (let i = 0; i < a; i += 1) if (i % 2 === 1) text += 'x'; else text += \`\${i}\`;
      if (a > 3) return text;
      return text + String(b?.c.toFixed().length);
    }
    export const value = [f(2), f(4), f(0, { c: 12 })].join();
  `;
  const unmutated = '0xundefined,0x2x,2';

  test('without a mutant does what the source does', () => {
    expect(valueWith(source, undefined)).toBe(unmutated);
  });

  test('with one does what the replacement says', () => {
    const { mutants } = instrument('x.ts', source, 0);
    const valueOf = (original: string, replacement: string): unknown =>
      valueWith(
        source,
        mutants.find((one) => one.original === original && one.replacement === replacement)?.id,
      );
    expect(valueOf('a > 3', 'a >= 3')).toBe(unmutated);
    expect(valueOf('a > 3', 'true')).toBe('0x,0x2x,');
    expect(valueOf(`text += 'x';`, '')).toBe('0undefined,02,2');
    expect(valueOf('text', 'undefined')).toBe('0xundefined,,2');
    expect(valueOf('2', '3')).toBe('0xundefined,0x23,2');
  });
});

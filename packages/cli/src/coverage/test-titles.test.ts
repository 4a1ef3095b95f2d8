import { describe, expect, it } from 'vitest';

import { testTitles } from './test-titles.ts';

const titles = (...lines: string[]) => testTitles(lines.join('\n')).map(({ title }) => title);

describe('testTitles', () => {
  it('finds describe, it and test at any depth, with the line of each', () => {
    const code = ["describe('a', () => {", '  it("b", () => {});', '', '  test(`c`, f);', '});'];
    expect(testTitles(code.join('\n'))).toStrictEqual([
      { title: 'a', cells: [], line: 1 },
      { title: 'b', cells: [], line: 2 },
      { title: 'c', cells: [], line: 4 },
    ]);
  });

  it('finds a title on a line of its own and behind what modifies the call', () => {
    expect(titles("test.concurrent(\n  'a',\n  f,\n);", "it.sequential('b', f)")).toStrictEqual([
      'a',
      'b',
    ]);
  });

  it('takes the title of a table, not the table', () => {
    expect(titles("it.each([\n  ['x', f(1)],\n])('takes %s', (x) => g(x));")).toStrictEqual([
      'takes %s',
    ]);
  });

  it.each([
    ['a table written out', "it.each([['AA-01', 1], ['AA-02', ')']] as const)('%s: b', f);"],
    ['objects', "it.each([{ id: 'AA-01' }, { id: 'AA-02', b: ')' }])('$id: b', f);"],
    ['a named table', "const t = [['AA-01'], ['AA-02'], [')']];\nit.for(t)('%s: b', f);"],
    [
      'a named table with a type',
      "const t: (() => T)[] = ['AA-01', 'AA-02', ')'];\nit.for(t)('%s', f);",
    ],
  ])('gives the texts of %s as cells, for a title with a place for them', (_case, code) => {
    expect(testTitles(code)[0]?.cells).toStrictEqual(['AA-01', 'AA-02', ')']);
  });

  it('gives no cells for a title without a place for them', () => {
    expect(testTitles("it.each(['AA-01'])('is refused', f);")[0]?.cells).toStrictEqual([]);
  });

  it('passes over comments, texts, methods of that name and titles that are no text', () => {
    expect(
      titles("// it('a', f)", "/* it('b') */", '"it(\'c\')";', "regex.test('d');", 'it(e, f);'),
    ).toStrictEqual([]);
  });
});

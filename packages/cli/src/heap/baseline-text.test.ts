import { expect, it } from 'vitest';

import { baselineText, readBaseline } from './baseline-text.ts';

const row = (file: string, seed: number, dialect = 'docs') => {
  return { file, dialect, seed, peakUsedBytes: 1_000 + seed };
};

it('has a line a run, in the same order however they came', () => {
  const rows = [
    row('b.yaml', 10),
    row('b.yaml', 9),
    row('a.yaml', 0, 'firmware'),
    row('a.yaml', 0),
  ];
  const text = baselineText(rows);
  expect(text).toBe(`{
  "format": "w800-twin-heap-baseline/1",
  "runs": [
    {"file":"a.yaml","dialect":"docs","seed":0,"peakUsedBytes":1000},
    {"file":"a.yaml","dialect":"firmware","seed":0,"peakUsedBytes":1000},
    {"file":"b.yaml","dialect":"docs","seed":9,"peakUsedBytes":1009},
    {"file":"b.yaml","dialect":"docs","seed":10,"peakUsedBytes":1010}
  ]
}
`);
  expect(baselineText(rows.toReversed())).toBe(text);
  expect(readBaseline(text)).toEqual([rows[3], rows[2], rows[1], rows[0]]);
  expect(readBaseline(baselineText([]))).toEqual([]);
});

it.each([
  ['', 'empty'],
  ['{', 'half'],
  ['null', 'null'],
  ['[]', 'a list'],
  ['{"format":"w800-twin-report/1","runs":[]}', 'another document'],
  ['{"format":"w800-twin-heap-baseline/2","runs":[]}', 'a later format'],
  ['{"format":"w800-twin-heap-baseline/1"}', 'without runs'],
  ['{"format":"w800-twin-heap-baseline/1","runs":[{"file":"a"}]}', 'a row without its peak'],
  [baselineText([row('a', 0)]).replace('1000', '-1'), 'less than nothing'],
  [baselineText([row('a', 0)]).replace('1000', '"1000"'), 'a text for a number'],
])('does not read %j: %s', (text) => {
  expect(readBaseline(text)).toBeUndefined();
});

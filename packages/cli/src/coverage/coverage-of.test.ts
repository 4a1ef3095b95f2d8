import { describe, expect, it } from 'vitest';

import { coverageOf } from './coverage-of.ts';
import type { Evidence } from './evidence.ts';
import type { Requirement } from './ledger.ts';

const requirement = (id: string, line: number, pending?: string): Requirement => ({
  id,
  command: 'AT+X',
  source: 'seed',
  inferred: false,
  pending,
  statement: 'It holds',
  line,
});

const shows = (...ids: string[]): Evidence => ({
  by: 'test',
  place: 'x.test.ts:7',
  title: '',
  ids,
});

const ledger = [requirement('AA-01', 2), requirement('AA-02', 3, 'TLS')];

describe('coverageOf', () => {
  it('finds no fault when all that has to hold is shown', () => {
    const { rows, faults } = coverageOf(ledger, [shows('AA-01'), shows('AA-01')]);
    expect(faults).toStrictEqual([]);
    expect(rows.map(({ status, evidence }) => [status, evidence.length])).toStrictEqual([
      ['shown', 2],
      ['pending', 0],
    ]);
  });

  it('blames the ledger for a requirement without evidence', () => {
    expect(coverageOf(ledger, []).faults).toStrictEqual([
      {
        place: 'requirements/ledger.tsv:2',
        what: 'AA-01 has no evidence. AT+X: It holds',
      },
    ]);
  });

  it('blames the test for an unknown id, and still takes its other ids', () => {
    expect(coverageOf(ledger, [shows('AA-03', 'AA-01')]).faults).toStrictEqual([
      { place: 'x.test.ts:7', what: 'AA-03 is no requirement of the ledger' },
    ]);
  });

  it('blames the ledger for a requirement that waits no longer', () => {
    expect(coverageOf(ledger, [shows('AA-01', 'AA-02')]).faults).toStrictEqual([
      { place: 'requirements/ledger.tsv:3', what: 'AA-02 waits for TLS, and yet has evidence' },
    ]);
  });
});

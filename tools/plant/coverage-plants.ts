import type { Bed } from './plant.ts';

const ledger = 'requirements/ledger.tsv';
const row = (id: string, pending: string): string =>
  `${id}\tAT core\tseed\tno\t${pending}\tIt is planted\n`;

export const coveragePlants: Bed = {
  checker: 'coverage',
  oneLine: true,
  rules: [],
  plants: [
    {
      rule: 'unknown requirement in a test',
      files: {
        'packages/kernel/src/planted.test.ts':
          `import { expect, test } from 'vitest';\n` +
          `test('CORE-98: is planted', () => expect(1).toBe(1));\n`,
      },
      says: ['CORE-98 is no requirement'],
    },
    {
      rule: 'unknown requirement in a scenario',
      files: {
        'scenarios/planted.yaml': 'name: Planted\nshows: [CORE-97]\nsteps:\n  - send: AT\n',
      },
      says: ['CORE-97 is no requirement'],
    },
    {
      rule: 'requirement without evidence',
      files: { [ledger]: (before) => before + row('CORE-96', '') },
      says: ['CORE-96 has no evidence'],
    },
    {
      rule: 'requirement that waits no longer',
      files: {
        [ledger]: (before) => before + row('CORE-95', 'TLS'),
        'packages/kernel/src/planted.test.ts':
          `import { expect, test } from 'vitest';\n` +
          `test('CORE-95: is planted', () => expect(1).toBe(1));\n`,
      },
      says: ['CORE-95 waits for TLS'],
    },
  ],
};

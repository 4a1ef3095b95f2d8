import type { Bed } from './plant.ts';

const ledger = 'requirements/ledger.tsv';
const row = (id: string, pending: string): string =>
  `${id}\tAT core\tseed\tno\t${pending}\tIt is planted\n`;

const statements = 'requirements/mqtt-3.1.1.tsv';
/** In a section that the standard does not have, so that it is the last one. */
const statement = (section: number, reason: string): string =>
  `MQTT-9.9.${section}-1\tclient\t${reason}\t\tIt is planted\n`;
const keeps = (section: number): string => `// Kept here [MQTT-9.9.${section}-1].\n`;
const showsIt = (section: number): string =>
  `import { expect, test } from 'vitest';\n` +
  `test('[MQTT-9.9.${section}-1]: is planted', () => expect(1).toBe(1));\n`;

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
    {
      rule: 'statement of MQTT that no code names',
      files: {
        [statements]: (before) => before + statement(1, ''),
        'packages/mqtt/src/planted.test.ts': showsIt(1),
      },
      says: ['MQTT-9.9.1-1 is named by no code'],
    },
    {
      rule: 'statement of MQTT that no test shows',
      files: {
        [statements]: (before) => before + statement(2, ''),
        'packages/mqtt/src/planted.ts': keeps(2),
      },
      says: ['MQTT-9.9.2-1 is shown by no test'],
    },
    {
      rule: 'statement of MQTT that does not apply, with code',
      files: {
        'packages/mqtt/src/planted.ts': keeps(3),
        [statements]: (before) => before + statement(3, 'WebSocket'),
      },
      says: ['MQTT-9.9.3-1 does not apply (WebSocket)'],
    },
    {
      rule: 'statement of MQTT that does not apply, with a test',
      files: {
        'packages/mqtt/src/planted.test.ts': showsIt(4),
        [statements]: (before) => before + statement(4, 'WebSocket'),
      },
      says: ['MQTT-9.9.4-1 does not apply (WebSocket)'],
    },
    {
      rule: 'fault without a scenario in the folder of its class',
      files: {
        'scenarios/faults/power/brown-out.yaml': 'name: Planted\nsteps:\n  - send: AT\n',
      },
      says: ['the fault brown-out is applied by no scenario'],
    },
    {
      rule: 'unknown statement of MQTT in code',
      files: { 'packages/kernel/src/planted.ts': keeps(5) },
      says: ['MQTT-9.9.5-1 is no statement'],
    },
    {
      rule: 'unknown statement of MQTT in a test',
      files: { 'packages/kernel/src/planted.test.ts': showsIt(6) },
      says: ['MQTT-9.9.6-1 is no statement'],
    },
    {
      rule: 'unknown statement of MQTT in a scenario',
      files: {
        'scenarios/planted.yaml': "name: '[MQTT-9.9.7-1]: planted'\nsteps:\n  - send: AT\n",
      },
      says: ['MQTT-9.9.7-1 is no statement'],
    },
  ],
};

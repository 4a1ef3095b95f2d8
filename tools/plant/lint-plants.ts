import { readFileSync } from 'node:fs';

import ts from 'typescript';

import { readFloors } from '../floors.ts';
import type { Bed, Plant } from './plant.ts';

interface LintConfig {
  readonly rules: Readonly<Record<string, unknown>>;
  readonly overrides: readonly { readonly rules: Readonly<Record<string, unknown>> }[];
}

const product = 'packages/scenario/src/planted.ts';
const model = 'packages/kernel/src/planted.ts';
const test = 'packages/kernel/src/planted.test.ts';

const globals =
  'AbortSignal Date FinalizationRegistry Intl WeakRef clearImmediate clearInterval clearTimeout ' +
  'crypto fetch global globalThis navigator performance process queueMicrotask setImmediate ' +
  'setInterval setTimeout';

const instant = `import { type Instant } from '@w800/kernel';\n`;
const value = `import { Instant } from '@w800/kernel';\n`;
const vitest = `import { test } from 'vitest';\n`;

/** The smallest code that breaks each rule. */
const violations: Readonly<Record<string, string>> = {
  eqeqeq: 'export const planted = (a: number): boolean => a == 1;',
  'no-console': `console.log('planted');`,
  'no-empty': 'export function planted(a: boolean): void { if (a) {} }',
  'no-fallthrough':
    'export function planted(a: number): number { let b = 0; switch (a) {' +
    ' case 1: b = 1; case 2: b += 2; break; default: b = 3; } return b; }',
  'no-param-reassign': 'export const planted = (a: number): number => { a = a + 1; return a; };',
  'no-sequences': 'export const planted = (a: number): number => (String(a), a);',
  'no-var': 'export var planted = 1;',
  radix: `export const planted = parseInt('08');`,
  'import/no-default-export': 'export default 1;',
  'typescript/ban-ts-comment': '// @ts-expect-error\nexport const planted: number = 1;',
  'typescript/consistent-type-imports': `${value}export type Planted = Instant;`,
  'typescript/no-confusing-void-expression':
    'const go = (): void => {};\nexport const planted = [go()];',
  'typescript/no-deprecated':
    '/** @deprecated gone */\nconst old = (): number => 1;\nexport const planted = old();',
  'typescript/no-dynamic-delete':
    'export const planted = (a: Record<string, 1>, key: string): boolean => delete a[key];',
  'typescript/no-explicit-any': 'export const planted = (a: any): boolean => a === 1;',
  'typescript/no-import-type-side-effects': `${instant}export type Planted = Instant;`,
  'typescript/no-misused-promises':
    'export const planted = (): void => { [1].forEach(async () => await 1); };',
  'typescript/no-non-null-assertion': 'export const planted = (a?: string): string => a!;',
  'typescript/no-unsafe-argument':
    'const take = (a: string): string => a;\nexport const planted = (a: any): string => take(a);',
  'typescript/no-unsafe-assignment':
    'export const planted = (a: any): string => { const b: string = a; return b; };',
  'typescript/no-unsafe-call': 'export const planted = (a: any): void => { a(); };',
  'typescript/no-unsafe-function-type': 'export const planted = (a: Function): boolean => !a;',
  'typescript/no-unsafe-member-access': 'export const planted = (a: any): boolean => a.b === 1;',
  'typescript/no-unsafe-return': 'export const planted = (a: any): string => a;',
  'typescript/only-throw-error': `export const planted = (): never => { throw 'planted'; };`,
  'typescript/prefer-promise-reject-errors': `export const planted = Promise.reject('planted');`,
  'typescript/return-await':
    'export const planted = async (a: Promise<1>): Promise<1> => { try { return a; }' +
    ' catch { return 1; } };',
  'typescript/switch-exhaustiveness-check':
    `export const planted = (a: 'x' | 'y'): void => {` + ` switch (a) { case 'x': } };`,
  'typescript/use-unknown-in-catch-callback-variable':
    'export const planted = (a: Promise<1>): Promise<number> =>' +
    ' a.catch((problem: Error) => problem.message.length);',
  'unicorn/no-process-exit': 'process.exit(1);',
  'unicorn/prefer-node-protocol': `export { sep as planted } from 'path';`,
  // From the categories that are on as a whole, the ones the house counts on.
  'typescript/no-floating-promises': 'Promise.resolve(1);',
  'typescript/await-thenable': 'export const planted = async (): Promise<number> => await 1;',
  'no-unused-vars': 'const planted = 1;\nexport {};',
  'no-shadow': 'const a = 1;\nexport const planted = (a: number): number => a;\nvoid a;',
};

const testViolations: Readonly<Record<string, string>> = {
  'vitest/expect-expect': `${vitest}test('planted', () => {});`,
  'vitest/no-disabled-tests': `${vitest}test.skip('planted', () => {});`,
  'vitest/no-focused-tests': `${vitest}test.only('planted', () => {});`,
  'vitest/warn-todo': `${vitest}test.todo('planted');`,
  'vitest/no-conditional-tests': `${vitest}if (1 > Math.PI) test('planted', () => {});`,
};

function plants(path: string, code: Readonly<Record<string, string>>): Plant[] {
  return Object.entries(code).map(([rule, text]) => ({
    rule,
    files: { [path]: `${text}\n` },
    says: [rule.replace(/^.*\//, '')],
  }));
}

/** Every pure package is under the ban, not only the one that all others are planted in. */
function inPurePackages(rule: string, code: string): Plant[] {
  return readFloors()
    .filter((floor) => floor.pure)
    .map((floor) => ({ rule, files: { [`packages/${floor.package}/src/planted.ts`]: code } }));
}

function configuredRules(): string[] {
  const path = new URL('../../.oxlintrc.json', import.meta.url);
  const text = readFileSync(path, 'utf8');
  const config = ts.parseConfigFileTextToJson('.oxlintrc.json', text).config as LintConfig;
  return [config, ...config.overrides].flatMap(({ rules }) =>
    Object.keys(rules).filter((rule) => rules[rule] !== 'off'),
  );
}

export const lintPlants: Bed = {
  checker: 'lint',
  oneLine: true,
  rules: configuredRules(),
  plants: [
    ...plants(product, violations),
    ...plants(test, testViolations),
    ...globals.split(' ').map((name) => ({
      rule: 'no-restricted-globals',
      files: { [model]: `export const planted = (): unknown => ${name};\n` },
      says: ['no-restricted-globals', name],
    })),
    ...inPurePackages('no-restricted-globals', 'export const planted = Date.now();\n'),
    ...inPurePackages('no-restricted-imports', `export { sep as planted } from 'node:path';\n`),
    ...inPurePackages('no-restricted-properties', 'export const planted = Math.random();\n'),
    {
      rule: 'no-restricted-properties',
      files: { [model]: 'export const planted = Buffer.alloc(1);\n' },
    },
    {
      rule: 'no-restricted-globals',
      files: { 'packages/broker/src/planted.ts': 'export const planted = Date.now();\n' },
    },
  ],
};

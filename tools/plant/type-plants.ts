import type { Bed, Plant } from './plant.ts';

const path = 'packages/scenario/src/planted.ts';

function plant(rule: string, code: string, says: string): Plant {
  return { rule, files: { [path]: `${code}\n` }, says: [says] };
}

export const typePlants: Bed = {
  checker: 'types',
  oneLine: true,
  rules: [],
  plants: [
    plant('strict', `export const planted: number = 'one';`, 'TS2322'),
    plant('erasableSyntaxOnly', 'export enum Planted { One }', 'TS1294'),
    plant(
      'verbatimModuleSyntax',
      `import { Instant } from '@w800/kernel';\nexport type Planted = Instant;`,
      'TS1484',
    ),
    plant(
      'noUncheckedIndexedAccess',
      'export const planted = (list: string[]): string => list[0];',
      'TS2322',
    ),
    plant(
      'exactOptionalPropertyTypes',
      'export const planted: { one?: string } = { one: undefined };',
      'TS2375',
    ),
    plant(
      'noPropertyAccessFromIndexSignature',
      'export const planted = (map: Record<string, number>) => map.one;',
      'TS4111',
    ),
    plant(
      'noImplicitOverride',
      'class One { go() {} }\nexport class Planted extends One { go() {} }',
      'TS4114',
    ),
    plant('exports block deep imports', `import '@w800/kernel/src/time.ts';`, 'TS2882'),
  ],
};

import type { Bed } from './plant.ts';

const path = 'packages/kernel/src/planted.ts';

export const unusedPlants: Bed = {
  checker: 'unused',
  oneLine: false,
  rules: [],
  plants: [
    {
      rule: 'unused file',
      files: { [path]: 'export const planted = 1;\n' },
      says: ['Unused files'],
    },
    {
      rule: 'unused export',
      files: {
        [path]: 'export const planted = 1;\nexport const spare = 2;\n',
        'packages/kernel/src/index.ts': (before) =>
          `${before}export { planted } from './planted.ts';\n`,
      },
      says: ['Unused exports', 'spare'],
    },
    {
      rule: 'unused exported type',
      files: {
        [path]: 'export const planted = 1;\nexport type Spare = 2;\n',
        'packages/kernel/src/index.ts': (before) =>
          `${before}export { planted } from './planted.ts';\n`,
      },
      says: ['Unused exported types', 'Spare'],
    },
    {
      rule: 'unused dependency',
      files: {
        'packages/kernel/package.json': (before) =>
          before.replace(/\}\s*$/, ', "dependencies": { "yaml": "catalog:" } }\n'),
      },
      says: ['Unused dependencies', 'yaml'],
    },
  ],
};

import type { Bed } from './plant.ts';

export const formatPlants: Bed = {
  checker: 'format',
  oneLine: false,
  rules: [],
  plants: [
    {
      rule: 'oxfmt',
      files: { 'packages/kernel/src/planted.ts': 'export const planted = "one" ;\n' },
      says: ['Format issues found'],
    },
  ],
};

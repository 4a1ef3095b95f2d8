import { readFloors } from '../floors.ts';
import type { Bed, Plant } from './plant.ts';

const floors = readFloors();
const at = 'packages/at/src/planted.ts';
const atToo = 'packages/at/src/planted-too.ts';

function importing(rule: string, from: string, to: string, more: Plant['files'] = {}): Plant {
  return { rule, files: { [from]: `import '${to}';\n`, ...more } };
}

/** Each package reaches for one that is not below it. */
const upward = floors.map(({ package: name, floor }) => {
  const above = floors.find((row) => row.floor >= floor && row.package !== name)?.package;
  const target = above === undefined ? '../../../tools/floors.ts' : `../../${above}/src/index.ts`;
  return importing(`floor-${floor}-${name}`, `packages/${name}/src/planted.ts`, target);
});

/** Each adapter reaches for the device. */
const adapters = floors
  .filter((row) => row.adapter === true)
  .map(({ package: name }) =>
    importing(
      'adapter-knows-device',
      `packages/${name}/src/planted.ts`,
      '../../device/src/index.ts',
    ),
  );

export const floorPlants: Bed = {
  checker: 'floors',
  oneLine: true,
  rules: [
    ...upward.map((plant) => plant.rule),
    'adapter-knows-device',
    'deep-import',
    'deep-import-from-tools',
    'relative-import-of-package',
    'circular',
    'unresolvable',
    'undeclared-dependency',
    'test-code-in-product',
  ],
  plants: [
    ...upward,
    ...adapters,
    importing('deep-import', at, '../../kernel/src/time.ts'),
    importing('deep-import-from-tools', 'tools/planted.ts', '../packages/kernel/src/time.ts'),
    importing('relative-import-of-package', at, '../../kernel/src/index.ts'),
    importing('circular', atToo, './planted.ts', { [at]: `import './planted-too.ts';\n` }),
    {
      rule: 'circular',
      files: {
        [atToo]: `import type { One } from './planted.ts';\nexport type Two = One[];\n`,
        [at]: `import type { Two } from './planted-too.ts';\nexport type One = Two | 1;\n`,
      },
    },
    importing('unresolvable', at, './nowhere.ts'),
    importing('unresolvable', at, 'yaml'),
    importing('unresolvable', at, '@w800/cli'),
    importing('undeclared-dependency', at, 'typescript'),
    importing('test-code-in-product', at, './planted-too.test.ts', {
      'packages/at/src/planted-too.test.ts': `import 'vitest';\n`,
    }),
  ],
};

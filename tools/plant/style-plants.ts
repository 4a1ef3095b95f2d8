import { rules } from '../style/rules.ts';
import type { Bed, Plant } from './plant.ts';

const at = (name: string): string => `packages/at/src/${name}`;
const words = (...parts: string[]): string => parts.join('');

function plant(rule: string, path: string, text: string, more: Plant['files'] = {}): Plant {
  return { rule, files: { [path]: text, ...more } };
}

const manyLines = (count: number): string => '  planted();\n'.repeat(count);
const good = 'export const planted = 1;\n';
const readme = '# One\n\n## Two\n\n```sh\npnpm sim\n```\n';

const codePlants: readonly Plant[] = [
  plant('file-length', at('planted.ts'), `${good}${manyLines(400)}`),
  plant('function-length', at('planted.ts'), `export function planted() {\n${manyLines(69)}}\n`),
  plant('line-length', at('planted.ts'), `${good}// ${'x'.repeat(98)}\n`),
  plant('line-length', at('planted.ts'), `/** ${'x'.repeat(98)} */\n${good}`),
  plant('empty-name', at('planted-utils.ts'), good),
  plant('empty-name', at('helpers/planted.ts'), good),
  plant('empty-name', at('planted.ts'), 'export class PlantedManager {}\n'),
  plant('kebab-case', at('plantedFile.ts'), 'export const plantedFile = 1;\n'),
  plant('kebab-case', 'docs/Planted_page.md', '# Planted\n'),
  plant('named-after-export', at('planted.ts'), 'export const somethingElse = 1;\n'),
  plant('test-beside-source', at('planted.test.ts'), good),
  ...['it.only', 'test.skip', 'describe.only', 'it.todo', 'test.concurrent.skip'].map((call) =>
    plant('unrun-test', at('planted.test.ts'), `${call}('planted', () => {});\n`, {
      [at('planted.ts')]: good,
    }),
  ),
  ...[
    'globalThis.setTimeout = planted;',
    'Math.random = planted;',
    `Object.defineProperty(globalThis, 'setTimeout', planted);`,
    'syncBuiltinESMExports();',
  ].map((line) => plant('global-patch', 'packages/broker/src/planted.ts', `${good}${line}\n`)),
  plant('promise-in-model', at('planted.ts'), 'export async function planted() {}\n'),
  plant('promise-in-model', at('planted.ts'), 'export const planted = Promise.resolve();\n'),
];

const projectPlants: readonly Plant[] = [
  {
    rule: 'linted-floors',
    files: { '.oxlintrc.json': (before) => before.replaceAll('"packages/at/**",', '') },
  },
  {
    rule: 'manifest',
    files: { 'packages/at/package.json': (before) => before.replace('workspace:*', '^0.1.0') },
  },
  {
    rule: 'manifest',
    files: {
      'packages/at/tsconfig.json': (before) => before.replace('../kernel', '../memory'),
    },
  },
  plant('manifest', 'packages/planted/package.json', '{"name":"@w800/planted","private":true}\n'),
  plant('broken-link', 'docs/planted.md', 'See [the page](no-such-page.md).\n'),
  plant('broken-link', 'docs/planted.md', '# Planted\n\nSee [below](#no-such-heading).\n'),
  plant('translation', 'docs/planted.zh-CN.md', '# 一\n'),
  plant('translation', 'docs/planted.zh-CN.md', readme.replace('## Two', '### 二'), {
    'docs/planted.md': readme,
  }),
  plant('translation', 'docs/planted.zh-CN.md', `${readme}## 三\n`, { 'docs/planted.md': readme }),
  plant('translation', 'docs/planted.zh-CN.md', readme.replace('pnpm sim', 'pnpm test'), {
    'docs/planted.md': readme,
  }),
];

// The words are put together here, or this file would break the rules itself.
const wordPlants: readonly Plant[] = [
  ...[words('@auth', 'or'), words('Co-Auth', 'ored-By'), words('Chat', 'GPT'), words('A', 'I')].map(
    (word) => plant('credits', at('planted.ts'), `${good}// ${word} someone\n`),
  ),
  plant('machine-path', 'docs/planted.md', `See ${words('/ho', 'me/someone/x')}.\n`),
  plant('registry-host', 'docs/planted.md', `${words('regis', 'try.', 'example.org')}\n`),
  plant('outside-folder', 'docs/planted.md', `${words('../sha', 'red')}/x\n`),
  plant('unfinished', at('planted.ts'), `${good}// ${words('TO', 'DO')} more\n`),
  plant('check-switched-off', at('planted.ts'), `// ${words('oxlint-', 'disable')}\n${good}`),
  plant('check-switched-off', at('planted.ts'), `// ${words('@ts-', 'ignore')}\n${good}`),
];

export const stylePlants: Bed = {
  checker: 'style',
  oneLine: true,
  rules: rules.map((rule) => rule.name),
  plants: [...codePlants, ...projectPlants, ...wordPlants],
};

import { readFloors } from '../floors.ts';
import type { SourceTree } from '../source-tree.ts';

/** The packages, floor by floor, each with the description it gives of itself. */
export function floorTable(tree: SourceTree): string {
  const rows = readFloors().map(({ floor, package: name }) => {
    const manifest = tree.get(`packages/${name}/package.json`)?.text ?? '{}';
    const { description = '' } = JSON.parse(manifest) as { description?: string };
    return `| ${floor} | \`@w800/${name}\` | ${description} |\n`;
  });
  return ['| floor | package | what it is |\n', '|---|---|---|\n', ...rows].join('');
}

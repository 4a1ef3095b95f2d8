import { scenarioJsonSchema } from '@w800/scenario';

import type { SourceTree } from '../source-tree.ts';
import { fillBlocks } from './fill-blocks.ts';
import { floorTable } from './floor-table.ts';

/** A file, or a part of one, that is made from the code. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** What a page may have made for it, between `<!-- name -->` and `<!-- /name -->`. */
const blocks: Readonly<Record<string, (tree: SourceTree) => string>> = {
  floors: floorTable,
};

/** Everything that is generated, as it should be now. */
export function* generated(tree: SourceTree): Generator<Generated> {
  yield {
    path: 'scenarios/schema.json',
    text: `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
  };
  for (const page of tree.files.filter((file) => file.isMarkdown)) {
    const text = fillBlocks(page.text, (name) => blocks[name]?.(tree));
    if (text !== page.text) yield { path: page.path, text };
  }
}

import {
  commandDescriptions,
  optionDescriptions,
  scenarioDialects,
  scenarioJsonSchema,
} from '@w800/scenario';

import type { SourceTree } from '../source-tree.ts';
import { commandPages } from './command-pages.ts';
import type { GeneratedFile } from './generated-file.ts';
import { conformancePage, conformancePagePath } from './conformance-page.ts';
import { dialectsPage } from './dialects-page.ts';
import { faultsPage, faultsPagePath } from './faults-page.ts';
import { fillBlocks } from './fill-blocks.ts';
import { floorTable } from './floor-table.ts';
import { heapPage, heapPagePath } from './heap-page.ts';
import { requirementTables } from './requirement-tables.ts';
import { tlsPage, tlsPagePath } from './tls-page.ts';
import { traceKindsPage, traceKindsPagePath } from './trace-kinds-page.ts';

/** What a page may have made for it, between `<!-- name -->` and `<!-- /name -->`. */
const blocks: Readonly<Record<string, (tree: SourceTree) => string>> = {
  floors: floorTable,
  requirements: requirementTables,
};

/** Everything that is generated, as it should be now. */
export async function* generated(tree: SourceTree): AsyncGenerator<GeneratedFile> {
  yield {
    path: 'scenarios/schema.json',
    text: `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`,
  };
  yield* commandPages(await commandDescriptions());
  yield {
    path: 'docs/reference/dialects.md',
    text: dialectsPage(scenarioDialects, await optionDescriptions()),
  };
  yield { path: traceKindsPagePath, text: traceKindsPage() };
  yield { path: faultsPagePath, text: faultsPage(tree) };
  yield { path: heapPagePath, text: await heapPage() };
  yield { path: tlsPagePath, text: await tlsPage() };
  yield { path: conformancePagePath, text: conformancePage(tree) };
  for (const page of tree.files.filter((file) => file.isMarkdown)) {
    const text = fillBlocks(page.text, (name) => blocks[name]?.(tree));
    if (text !== page.text) yield { path: page.path, text };
  }
}

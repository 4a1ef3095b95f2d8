import { posix } from 'node:path';

import type { SourceFile } from '../source-file.ts';
import type { SourceTree } from '../source-tree.ts';
import { headings, prose } from './markdown.ts';
import type { Rule } from './rule.ts';

const link = /\[[^\]]*\]\(<?([^)>\s]+)>?(?:\s+"[^"]*")?\)|<(?:a|img)\s[^>]*(?:href|src)="([^"]+)"/g;

/** Every link of a page to a file or heading of the project leads somewhere. */
export const links: Rule = {
  name: 'broken-link',
  *check(tree) {
    for (const file of tree.files) {
      if (!file.isMarkdown) continue;
      for (const { text, line } of prose(file)) {
        for (const match of text.matchAll(link)) {
          const target = match[1] ?? match[2] ?? '';
          if (leads(tree, file, target)) continue;
          yield { path: file.path, line, what: `the link to ${target} leads nowhere` };
        }
      }
    }
  },
};

function leads(tree: SourceTree, from: SourceFile, target: string): boolean {
  if (/^(https?|mailto):/.test(target)) return true;
  const [path = '', anchor] = target.split('#');
  const absolute =
    path === '' ? from.path : posix.normalize(posix.join(from.folder, decodeURI(path)));
  if (!tree.has(absolute.replace(/\/$/, ''))) return false;
  const page = tree.get(absolute);
  if (anchor === undefined || page === undefined || !page.isMarkdown) return true;
  return headings(page).some(({ text }) => slug(text) === decodeURIComponent(anchor));
}

/** The anchor that code hosts give a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

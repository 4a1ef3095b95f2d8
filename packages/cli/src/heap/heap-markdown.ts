import { printable } from '../printable.ts';
import type { HeapSection } from './heap-section.ts';
import { ownerRows } from './owner-rows.ts';
import { sectionLines } from './section-lines.ts';
import { summaryRows } from './summary-rows.ts';

/**
 * A heap report as Markdown.
 * @param charts where the chart of each section lies, from the report
 */
export function heapMarkdown(sections: readonly HeapSection[], charts: readonly string[]): string {
  const { head, rows } = summaryRows(sections);
  const summary = rows.map((row, index) => [text(sections[index]?.name ?? ''), ...row]);
  const parts = [
    '# Heap report',
    'Bytes, headers included. The worst moment is the one with the least free.',
    ...(sections.length === 0 ? ['No run told of its heap.'] : [table(head, summary)]),
    ...sections.flatMap((section, index) => sectionParts(section, charts[index] ?? '')),
  ];
  return `${parts.join('\n\n')}\n`;
}

function sectionParts(section: HeapSection, chart: string): readonly string[] {
  const { head, rows, all } = ownerRows(section.heap);
  return [
    `## ${text(section.name)}`,
    sectionLines(section).map(text).join('\n'),
    `![${text(section.name).replace(/[[\]]/g, '\\$&')}](${encodeURI(chart)})`,
    table(head, [...rows, all.map((cell) => (cell === '' ? '' : `**${cell}**`))]),
  ];
}

/** The first column is text, the others are numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text in which nothing is taken for Markdown or HTML. */
function text(raw: string): string {
  return printable(raw).replace(/[\\`*_|<>&#~]/g, (character) =>
    character === '_' ? character : `\\${character}`,
  );
}

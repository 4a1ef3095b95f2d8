import { printable } from '../printable.ts';
import { escapeMarkup } from './escape-markup.ts';
import type { HeapSection } from './heap-section.ts';
import { ownerRows } from './owner-rows.ts';
import { sectionLines } from './section-lines.ts';
import { summaryRows } from './summary-rows.ts';

const style = `<style>
:root { color-scheme: light dark; --ink: #1f2328; --ground: #f6f8fa; --line: #d9dee3; }
@media (prefers-color-scheme: dark) {
:root { --ink: #e6edf3; --ground: #0d1117; --line: #363d46; }
}
body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; }
body { color: var(--ink); background: var(--ground); margin: 2rem auto; max-width: 920px; }
body { padding: 0 1rem; }
svg { max-width: 100%; height: auto; }
a { color: inherit; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: 0.15rem 0.8rem 0.15rem 0; }
th, td { text-align: right; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
tr:last-child td.all { border-bottom: none; font-weight: 600; }
h2 { margin: 3rem 0 0.3rem; }
</style>`;

/**
 * A heap report as a page of its own, without scripts.
 * @param charts the chart of each section, as SVG
 */
export function heapHtml(sections: readonly HeapSection[], charts: readonly string[]): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<title>Heap report</title>',
    style,
    '</head>',
    '<body>',
    '<h1>Heap report</h1>',
    '<p>Bytes, headers included. The worst moment is the one with the least free.</p>',
    sections.length === 0 ? '<p>No run told of its heap.</p>' : summary(sections),
    ...sections.flatMap((section, index) => sectionParts(section, index, charts[index] ?? '')),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function summary(sections: readonly HeapSection[]): string {
  const { head, rows } = summaryRows(sections);
  const linked = rows.map((row, index) => {
    const name = shown(sections[index]?.name ?? '');
    return [`<a href="#run-${index + 1}">${name}</a>`, ...row.map(escapeMarkup)];
  });
  return table(head, linked);
}

function sectionParts(section: HeapSection, index: number, chart: string): readonly string[] {
  const { head, rows, all } = ownerRows(section.heap);
  return [
    `<h2 id="run-${index + 1}">${shown(section.name)}</h2>`,
    `<p>${sectionLines(section).map(shown).join('<br>\n')}</p>`,
    chart.trimEnd(),
    table(
      head,
      rows.map((row) => row.map(shown)),
      all,
    ),
  ];
}

function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  all: readonly string[] = [],
): string {
  const line = (cells: readonly string[], tag: string, attribute = '') =>
    `<tr>${cells.map((cell) => `<${tag}${attribute}>${cell}</${tag}>`).join('')}</tr>`;
  return [
    '<table>',
    line(head.map(escapeMarkup), 'th'),
    ...rows.map((row) => line(row, 'td')),
    ...(all.length === 0 ? [] : [line(all, 'td', ' class="all"')]),
    '</table>',
  ].join('\n');
}

function shown(text: string): string {
  return escapeMarkup(printable(text));
}

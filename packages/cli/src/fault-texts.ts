import type { FaultDescription } from '@w800/scenario';

import type { Paint } from './paint.ts';

/** One line a fault below its class: its name and what it does. */
export function faultList(faults: readonly FaultDescription[], paint: Paint): string {
  const width = Math.max(...faults.map(({ name }) => name.length));
  const titles = new Set(faults.map(({ classTitle }) => classTitle));
  const parts = [...titles].map((title) => {
    const lines = faults
      .filter(({ classTitle }) => classTitle === title)
      .map(({ name, summary }) => `  ${paint('bold', name.padEnd(width))}  ${plain(summary)}\n`);
    return `${paint('cyan', title)}\n${lines.join('')}`;
  });
  return parts.join('\n');
}

/** All that is known about one fault. */
export function faultPage(fault: FaultDescription, paint: Paint): string {
  const { name, classTitle, summary, reaction, basis, lasts, example } = fault;
  const end = lasts
    ? 'Lasts until it is repaired: `for` a time, or by `- repair:` and its name.'
    : 'Over at once; there is nothing to repair.';
  const titled = (title: string, body: string): string =>
    `${paint('bold', title)}\n${plain(body)}\n`;
  return [
    `${paint('bold', name)}  ${plain(summary)}\n${paint('dim', `${classTitle}. ${plain(end)}`)}\n`,
    titled('Value', valueLines(fault)),
    titled('Example', `  - ${example}`),
    titled('The module shows', `  ${reaction}`),
    titled('Basis', `  ${basis.provenance}: ${basis.source}`),
  ].join('\n');
}

function valueLines({ value, meaning, fields }: FaultDescription): string {
  if (fields.length === 0) return `  ${withMeaning(value, meaning)}`;
  const width = Math.max(...fields.map(({ name }) => name.length));
  return fields
    .map((field) => {
      const may = field.optional ? ', may be left out' : '';
      return `  ${field.name.padEnd(width)}  ${withMeaning(field.value + may, field.meaning)}`;
    })
    .join('\n');
}

function withMeaning(value: string, meaning: string | undefined): string {
  return meaning === undefined ? value : `${value}. ${meaning}`;
}

/** Without the marks of Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

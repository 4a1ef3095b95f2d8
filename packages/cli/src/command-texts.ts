import type { CommandDescription } from '@w800/scenario';

import type { Paint } from './paint.ts';
import { dialectDefault } from './vocabulary.ts';

/** The languages that the declarations are written in. */
export type Language = 'en' | 'zh';

interface TextOptions {
  readonly language: Language;
  readonly paint: Paint;
}

const words = {
  en: {
    parameters: 'Parameters',
    example: 'Example',
    replies: 'Replies',
    line: (bytes: number) => `A line of this command has at most ${bytes} bytes.`,
    dialects: (names: string) => `Dialects: ${names}`,
  },
  zh: {
    parameters: '参数',
    example: '示例',
    replies: '应答',
    line: (bytes: number) => `此命令一行最多 ${bytes} 字节。`,
    dialects: (names: string) => `方言：${names}`,
  },
} as const;

const marks = { test: '=?', query: '?', set: '=', execute: '-' } as const;

/** One line a command: its name, its forms (`-` is the bare name) and its summary. */
export function commandList(
  descriptions: readonly CommandDescription[],
  { language, paint }: TextOptions,
): string {
  const width = Math.max(...descriptions.map(({ name }) => name.length));
  const lines = descriptions.map(({ name, forms, summary, dialects }) => {
    const has = new Set(forms.map(({ form }) => form));
    const shown = (['test', 'query', 'set', 'execute'] as const)
      .map((form) => (has.has(form) ? marks[form] : '').padEnd(form === 'test' ? 3 : 2))
      .join('');
    const only = dialects.includes(dialectDefault)
      ? ''
      : paint('dim', `  (${dialects.join(', ')})`);
    const head = `${paint('bold', name.padEnd(width))}  ${paint('cyan', shown)}`;
    return `${head} ${summary[language]}${only}\n`;
  });
  return lines.join('');
}

/** All that is known about one command. */
export function commandPage(
  description: CommandDescription,
  { language, paint }: TextOptions,
): string {
  const { name, summary, forms, parameters, example, replies, lineBytesMax } = description;
  const word = words[language];
  const parts = [
    `${paint('bold', name)}  ${summary[language]}\n`,
    indented(forms.map(({ syntax }) => [syntax])),
  ];
  const titled = (title: string, body: string): string => `${paint('bold', title)}\n${body}`;
  if (parameters.length > 0) {
    const rows = parameters.map(({ label, limits, summary: meaning }) => [
      label,
      `${meaning[language]} (${limits[language]})`,
    ]);
    parts.push(titled(word.parameters, indented(rows)));
  }
  if (example !== undefined) parts.push(titled(word.example, indented([[example]])));
  const rows = replies.map(({ typed, reply }) => [typed, reply[language].replaceAll('`', '')]);
  parts.push(titled(word.replies, indented(rows)));
  parts.push(`${word.line(lineBytesMax)}\n${word.dialects(description.dialects.join(', '))}\n`);
  return parts.join('\n');
}

/** Rows of a name and a text, the texts below each other. */
function indented(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map(([first = '']) => first.length));
  return rows
    .map(([first = '', second]) =>
      second === undefined ? `  ${first}\n` : `  ${first.padEnd(width)}  ${second}\n`,
    )
    .join('');
}

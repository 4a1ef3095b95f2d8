import type { CommandDescription } from '@w800/scenario';

import type { GeneratedFile } from './generated-file.ts';

type Language = 'en' | 'zh';

const words = {
  en: {
    title: 'AT commands',
    intro: 'Made from the declarations of the commands. `pnpm sim commands NAME` shows the same.',
    head: '| command | forms | what it does |',
    syntax: 'Syntax',
    parameters: 'Parameters',
    columns: '| parameter | meaning | limits |',
    noParameters: 'None.',
    example: 'Example',
    replies: 'Replies',
    replyColumns: '| typed | reply |',
    line: (bytes: number) =>
      `A line of this command has at most ${bytes} bytes, CR LF not counted.`,
    dialects: (names: string) => `Exists in the dialects ${names}.`,
  },
  zh: {
    title: 'AT 命令',
    intro: '由命令的声明生成。`pnpm sim commands NAME --lang zh` 显示同样的内容。',
    head: '| 命令 | 形式 | 功能 |',
    syntax: '语法',
    parameters: '参数',
    columns: '| 参数 | 含义 | 取值范围 |',
    noParameters: '无。',
    example: '示例',
    replies: '应答',
    replyColumns: '| 输入 | 应答 |',
    line: (bytes: number) => `此命令一行最多 ${bytes} 字节，不含 CR LF。`,
    dialects: (names: string) => `存在于以下方言：${names}。`,
  },
} as const;

const folder = 'docs/reference/commands';

/** A page for each name and an index, in both languages. */
export function* commandPages(
  descriptions: readonly CommandDescription[],
): Generator<GeneratedFile> {
  const names = new Set(descriptions.map(({ name }) => name));
  for (const language of ['en', 'zh'] as const) {
    yield { path: `${folder}/${language}/README.md`, text: indexPage(descriptions, language) };
    for (const name of names) {
      const variants = descriptions.filter((one) => one.name === name);
      const text = page(name, variants, language);
      yield { path: `${folder}/${language}/${fileOf(name)}`, text };
    }
  }
}

/** True for a file that only this module writes, so that one left over can be found. */
export function isCommandPage(path: string): boolean {
  return path.startsWith(`${folder}/`);
}

function fileOf(name: string): string {
  return `${name.replace('AT+', '').replaceAll('_', '-').toLowerCase()}.md`;
}

function indexPage(descriptions: readonly CommandDescription[], language: Language): string {
  const word = words[language];
  const rows = descriptions.map(({ name, forms, summary }) => {
    const shown = forms.map(({ form }) => `\`${signs[form]}\``).join(' ');
    return `| [${name}](${fileOf(name)}) | ${shown} | ${summary[language]} |\n`;
  });
  return `# ${word.title}\n\n${word.intro}\n\n${word.head}\n|---|---|---|\n${rows.join('')}`;
}

const signs = { test: '=?', query: '?', set: '=…', execute: 'AT' } as const;

/** Most names have one command; two share a name where no dialect has both. */
function page(name: string, variants: readonly CommandDescription[], language: Language): string {
  return `# ${name}\n\n${variants.map((one) => section(one, language)).join('\n')}`;
}

function section(description: CommandDescription, language: Language): string {
  const { summary, forms, parameters, example, replies, lineBytesMax, dialects } = description;
  const word = words[language];
  const end = language === 'en' ? '.' : '。';
  return [
    `${summary[language]}${end} ${word.dialects(dialects.join(', '))}\n`,
    `## ${word.syntax}\n`,
    code(forms.map(({ syntax }) => syntax)),
    `${word.line(lineBytesMax)}\n`,
    `## ${word.parameters}\n`,
    parameters.length === 0 ? `${word.noParameters}\n` : parameterTable(parameters, language),
    ...(example === undefined ? [] : [`## ${word.example}\n`, code([example])]),
    `## ${word.replies}\n`,
    table(
      word.replyColumns,
      replies.map(({ typed, reply }) => [`\`${typed}\``, reply[language]]),
    ),
  ].join('\n');
}

function parameterTable(parameters: CommandDescription['parameters'], language: Language): string {
  const rows = parameters.map(({ label, summary, limits }) => [
    `\`${label}\``,
    summary[language],
    limits[language],
  ]);
  return table(words[language].columns, rows);
}

function table(head: string, rows: readonly (readonly string[])[]): string {
  const rule = head.replace(/[^|]+/g, '---');
  const lines = rows.map((cells) => `| ${cells.map(escaped).join(' | ')} |`);
  return `${[head, rule, ...lines].join('\n')}\n`;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}

function code(lines: readonly string[]): string {
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`;
}

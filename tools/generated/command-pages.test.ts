import { commandDescriptions } from '@w800/scenario';
import { expect, test } from 'vitest';

import { commandPages } from './command-pages.ts';

const descriptions = await commandDescriptions();
const pages = new Map([...commandPages(descriptions)].map(({ path, text }) => [path, text]));
const folder = 'docs/reference/commands';

test('every command has a page in both languages and a line in both indexes', () => {
  for (const { name, summary } of descriptions) {
    for (const language of ['en', 'zh'] as const) {
      const index = pages.get(`${folder}/${language}/README.md`) ?? '';
      const line = index
        .split('\n')
        .find((one) => one.includes(`[${name}]`) && one.includes(summary[language]));
      const file = /\]\(([^)]+)\)/.exec(line ?? '')?.[1];
      expect(pages.get(`${folder}/${language}/${file}`)).toContain(`# ${name}\n`);
    }
  }
});

const setReply =
  '`OK`, or `ERROR` when it cannot be done; `CMD PARSE ERR` for arguments beyond the limits';

test('a page has syntax, parameters with their limits, the example and the replies', () => {
  expect(pages.get(`${folder}/en/cwmode.md`)).toBe(`# AT+CWMODE

Sets the Wi-Fi mode. Exists in the dialects docs, firmware, esp-at.

## Syntax

\`\`\`text
AT+CWMODE=?
AT+CWMODE?
AT+CWMODE=<mode>[,<auto_connect>]
\`\`\`

A line of this command has at most 256 bytes, CR LF not counted.

## Parameters

| parameter | meaning | limits |
|---|---|---|
| \`mode\` | 0 off, 1 station, 2 softAP, 3 both | integer, 0 to 3 |
| \`auto_connect\` | 1 joins the stored network | integer, 0 to 1; may be left out, then 1 |

## Example

\`\`\`text
AT+CWMODE=1
\`\`\`

## Replies

| typed | reply |
|---|---|
| \`AT+CWMODE=?\` | the syntax and the example, then \`OK\` |
| \`AT+CWMODE?\` | information lines, then \`OK\` |
| \`AT+CWMODE=…\` | ${setReply} |
| \`AT+CWMODE\` | \`CMD PARSE ERR\`: there is no such form |
`);
});

test('the Chinese page has the same syntax and example', () => {
  const blocks = (text = '') => text.match(/```[^`]*```/g);
  for (const [path, text] of pages) {
    expect(blocks(pages.get(path.replace('/en/', '/zh/')))).toEqual(blocks(text));
  }
});

import type { Bilingual, CommandDescription, Form } from '@w800/at';

/** How one form of a command is answered, in words. */
export interface ReplyText {
  readonly typed: string;
  readonly reply: Bilingual;
}

const given: Readonly<Record<Form, Bilingual>> = {
  test: { en: 'the syntax and the example, then `OK`', zh: '语法与示例，然后 `OK`' },
  query: { en: 'information lines, then `OK`', zh: '信息行，然后 `OK`' },
  set: {
    en: '`OK`, or `ERROR` when it cannot be done; `CMD PARSE ERR` for arguments beyond the limits',
    zh: '`OK`；无法执行时为 `ERROR`；参数超出限制时为 `CMD PARSE ERR`',
  },
  execute: { en: '`OK`, or `ERROR` when it cannot be done', zh: '`OK`；无法执行时为 `ERROR`' },
};

const codes = {
  error: 'ERROR',
  'parse-error': 'CMD PARSE ERR',
  'format-error': 'CMD FORMAT ERR',
} as const;

/** How each of the four forms is answered, those included that the command lacks. */
export function replyTexts(description: CommandDescription): readonly ReplyText[] {
  const { name, forms, refusals } = description;
  const typed = { test: `${name}=?`, query: `${name}?`, set: `${name}=…`, execute: name };
  return (['test', 'query', 'set', 'execute'] as const).map((form) => {
    const refusal = refusals[form];
    if (refusal === undefined || forms.some((one) => one.form === form)) {
      return { typed: typed[form], reply: given[form] };
    }
    const code = `\`${codes[refusal]}\``;
    return {
      typed: typed[form],
      reply: { en: `${code}: there is no such form`, zh: `${code}：没有此形式` },
    };
  });
}

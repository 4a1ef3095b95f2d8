import { expect, it } from 'vitest';

import { tagUsesOf, tagUsesOfScenario } from './tag-uses.ts';

const tagsOf = (file: string, code: string) =>
  tagUsesOf(file, code).map(({ by, line, title, tags }) => [by, line, title, tags]);

it('takes the tags of a title, each once', () => {
  const code = "\nit('[MQTT-1.0.0-1], [MQTT-1.0.0-2], [MQTT-1.0.0-1]: it\\'s kept', f);";
  expect(tagsOf('a.test.ts', code)).toStrictEqual([
    [
      'test',
      2,
      "[MQTT-1.0.0-1], [MQTT-1.0.0-2], [MQTT-1.0.0-1]: it's kept",
      ['MQTT-1.0.0-1', 'MQTT-1.0.0-2'],
    ],
  ]);
});

it('takes a tag in a table as a title of its own', () => {
  const code = "it.each([['[MQTT-1.0.0-1]: one', 1], ['two', 2]])('%s', f);";
  expect(tagsOf('a.test.ts', code)).toStrictEqual([
    ['test', 1, '[MQTT-1.0.0-1]: one', ['MQTT-1.0.0-1']],
  ]);
});

it('takes nothing from the body and the comments of a test', () => {
  expect(tagsOf('a.test.ts', "// MQTT-1.0.0-1\nit('x', () => 'MQTT-1.0.0-1');")).toStrictEqual([]);
});

it('takes every line of other code that names one', () => {
  expect(tagsOf('a.ts', '/** One [MQTT-1.0.0-1].\n * two */\nf(); // MQTT-2.0.0-1')).toStrictEqual([
    ['code', 1, '/** One [MQTT-1.0.0-1].', ['MQTT-1.0.0-1']],
    ['code', 3, 'f(); // MQTT-2.0.0-1', ['MQTT-2.0.0-1']],
  ]);
});

it.each(['1.0.0', '1.0.0-1..2', '1-0.0-1', '1.0.0-1a'])(
  'gives the number %s out as it is written, to be found unknown',
  (number) => {
    const tag = `MQTT-${number}`;
    expect(tagUsesOf('a.ts', `// [${tag}], and so on.`)[0]?.tags).toStrictEqual([tag]);
  },
);

it('takes the tags in the name of a scenario, and nothing from one without', () => {
  expect(tagUsesOfScenario('a.yaml', { name: '[MQTT-1.0.0-1]: it is kept' })).toStrictEqual([
    {
      by: 'scenario',
      file: 'a.yaml',
      line: 1,
      title: '[MQTT-1.0.0-1]: it is kept',
      tags: ['MQTT-1.0.0-1'],
    },
  ]);
  expect(tagUsesOfScenario('a.yaml', { name: 'MQTT works' })).toStrictEqual([]);
});

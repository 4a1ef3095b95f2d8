import { atLine, atReply, describeCommand } from '@w800/at';
import { describe, expect, test } from 'vitest';
import { commandsOf } from '../dialects/commands-of.ts';
import { docsDialect } from '../dialects/docs.ts';
import { boundaryCases } from '../testing/boundary-cases.ts';
import { Desk } from '../testing/desk.ts';
import { settingsOf } from '../testing/settings-of.ts';
import { commands } from './index.ts';

const texts = {
  'parse-error': '\r\nCMD PARSE ERR\r\n',
  error: '\r\nERROR\r\n',
  'format-error': '',
};
const all = commandsOf(commands, docsDialect.options);
const withSet = all.filter(({ set }) => set !== undefined);

describe.each(withSet)('$name keeps to the limits it declares', (command) => {
  const cases = boundaryCases(command);

  test('CORE-08, CORE-11: the edges of every range and length are inside', async () => {
    for (const { what, line } of cases.filter(({ expected }) => expected === 'accepted')) {
      const desk = await Desk.ready();
      const seen: string[] = [];
      desk.kernel.trace.on(atLine, ({ data }) => seen.push(data.line));
      desk.kernel.trace.on(atReply, ({ data }) => seen.push(data.ending));
      const printed = await desk.ask(line, 300);
      expect([what, seen[0]]).toEqual([what, line]);
      expect([what, seen[1]]).not.toEqual([what, 'parse-error']);
      expect([what, printed]).not.toEqual([what, texts['parse-error']]);
    }
  });

  test('CORE-09, CORE-10, CORE-11, CORE-12, CORE-14: all else is refused and changes nothing', async () => {
    const desk = await Desk.joined();
    const untouched = await Desk.joined();
    const wrong: string[] = [];
    for (const { what, line, expected } of cases) {
      if (expected === 'accepted') continue;
      const answer = await desk.ask(line);
      await untouched.run(100);
      if (answer !== texts[expected]) wrong.push(`${what}: ${line} ${JSON.stringify(answer)}`);
    }
    expect(wrong).toEqual([]);
    expect(await settingsOf(desk)).toEqual(await settingsOf(untouched));
    for (const one of [desk, untouched]) {
      one.module.powerOff();
      one.module.powerOn();
      await one.run(2_000);
      one.read();
    }
    expect(await settingsOf(desk)).toEqual(await settingsOf(untouched));
  });
});

test.each(all)('CORE-15: $name has the forms it declares and no other', async (command) => {
  const { name, forms, refusals } = describeCommand(command);
  const lines = { test: `${name}=?`, query: `${name}?`, set: `${name}=0`, execute: name };
  expect(forms.map(({ form }) => form).toSorted()).toEqual(
    Object.keys(lines)
      .filter((form) => !(form in refusals))
      .toSorted(),
  );
  const desk = await Desk.ready();
  for (const form of ['test', 'query', 'set', 'execute'] as const) {
    const refusal = refusals[form];
    if (refusal === undefined) continue;
    expect([form, await desk.ask(lines[form])]).toEqual([form, texts[refusal]]);
  }
});

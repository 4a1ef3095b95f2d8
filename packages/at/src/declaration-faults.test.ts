import { expect, test } from 'vitest';
import { declarationFaults } from './declaration-faults.ts';
import { commandsFor } from './define-command.ts';
import { integer } from './integer.ts';
import { allCommands, summary } from './testing/sample-commands.ts';
import { repeated } from './repeated.ts';
import { text } from './text.ts';

const defineCommand = commandsFor<unknown>();
const word = text({ bytesMin: 0, bytesMax: 9, summary });
const run = () => {};

test('sound declarations have none', () => {
  expect(allCommands.flatMap(declarationFaults)).toEqual([]);
});

test.each([
  [{ name: 'at+lower' }, 'a name is AT'],
  [{ name: 'AT+NAME?' }, 'a name is AT'],
  [{ name: '+AT+NAME' }, 'a name is AT'],
  [{ summary: { en: 'Only English.', zh: '' } }, 'no summary'],
  [{ summary: { en: '', zh: '只有中文。' } }, 'no summary'],
  [{ execute: undefined }, 'has no form'],
])('%j has a fault', (change, fault) => {
  const sound = { name: 'AT+SOUND', summary, execute: run };
  const { execute, ...rest } = { ...sound, ...change };
  const command = defineCommand(execute === undefined ? rest : { ...rest, execute });
  expect(declarationFaults(command).join()).toContain(fault);
});

test.each([
  [{ a: word }, 'AT+X=1', 'its example is refused'],
  [{ a: word }, 'AT+Y="a"', 'its example is refused'],
  [{ a: word }, 'AT+X', 'its example is refused'],
  [{}, 'AT+X=', 'a set form needs a parameter'],
  [{ a: repeated(word, { max: 2 }), b: word }, 'AT+X="a","b"', 'only the last'],
  [{ a: repeated(word, { max: 21 }) }, 'AT+X="a"', 'takes 21 arguments'],
  [{ a: integer({ min: 0, max: 1, summary: { en: '', zh: '中' } }) }, 'AT+X=1', 'a: no summary'],
  [{ a: integer({ min: 0, max: 1, summary: { en: 'e', zh: '' } }) }, 'AT+X=1', 'a: no summary'],
])('a set form of %j with the example %s has a fault', (parameters, example, fault) => {
  const command = defineCommand({ name: 'AT+X', summary, set: { parameters, example, run } });
  expect(declarationFaults(command).join()).toContain(fault);
});

test('twenty arguments are not too many', () => {
  const parameters = { a: repeated(word, { max: 20 }) };
  const set = { parameters, example: 'AT+X="a"', run };
  expect(declarationFaults(defineCommand({ name: 'AT+X', summary, set }))).toEqual([]);
});

test('an example of another form of the command is refused', () => {
  const set = { parameters: { a: word }, example: 'AT+X', run };
  const command = defineCommand({ name: 'AT+X', summary, set, execute: run });
  expect(declarationFaults(command)).toEqual(['AT+X: its example is refused']);
});

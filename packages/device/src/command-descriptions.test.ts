import { expect, test } from 'vitest';
import { commandDescriptions } from './command-descriptions.ts';
import { commands } from './commands/index.ts';

test('every command is described, in the order of the list', () => {
  const names = commandDescriptions().map(({ name }) => name);
  expect(names).toEqual(commands.map(({ name }) => name));
});

test('a command says which dialects have it', () => {
  const dialectsOf = new Map(commandDescriptions().map((one) => [one.name, one.dialects]));
  expect(dialectsOf.get('AT+MQTTCONN')).toEqual(['docs', 'firmware', 'esp-at']);
  expect(dialectsOf.get('ATE0')).toEqual(['docs', 'esp-at']);
});

test('FORM-06, CORE-15: the replies name the forms that are missing and how they are refused', () => {
  const publish = commandDescriptions().find(({ name }) => name === 'AT+MQTTPUB');
  expect(publish?.replies.map(({ typed, reply }) => `${typed} ${reply.en}`)).toEqual([
    'AT+MQTTPUB=? the syntax and the example, then `OK`',
    'AT+MQTTPUB? `ERROR`: there is no such form',
    'AT+MQTTPUB=… `OK`, or `ERROR` when it cannot be done; `CMD PARSE ERR` for arguments beyond the limits',
    'AT+MQTTPUB `CMD PARSE ERR`: there is no such form',
  ]);
});

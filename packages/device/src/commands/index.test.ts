import { declarationFaults } from '@w800/at';
import { expect, test } from 'vitest';
import { commandsOf } from '../dialects/commands-of.ts';
import { docsDialect } from '../dialects/docs.ts';
import { commands } from './index.ts';

test('every command is declared soundly: name, summaries, limits, an example that parses', () => {
  expect(commands.flatMap(declarationFaults)).toEqual([]);
});

test('FORM-10: exactly twelve MQTT commands exist', () => {
  const documented = commandsOf(commands, docsDialect.options);
  const names = documented.map(({ name }) => name).filter((name) => name.startsWith('AT+MQTT'));
  expect(names).toEqual([
    'AT+MQTTUSERCFG',
    'AT+MQTTLONGCLIENTID',
    'AT+MQTTLONGUSERNAME',
    'AT+MQTTLONGPASSWORD',
    'AT+MQTTCONNCFG',
    'AT+MQTTALPN',
    'AT+MQTTCONN',
    'AT+MQTTPUB',
    'AT+MQTTPUBRAW',
    'AT+MQTTSUB',
    'AT+MQTTUNSUB',
    'AT+MQTTCLEAN',
  ]);
});

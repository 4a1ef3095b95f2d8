import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { docsDialect } from './docs.ts';
import { espAtDialect } from './esp-at.ts';
import { firmwareDialect } from './firmware.ts';
import type { Dialect } from './dialect.ts';

const lines = [
  'AT+CWSTATE?',
  'AT+SYSSTORE?',
  'AT+SYSSTORE?',
  'AT+MQTTUSERCFG=0,1,"W800","","",0,0,""',
  'AT+MQTTUSERCFG?',
  'AT+MQTTCONNCFG?',
  'AT+MQTTLONGCLIENTID=0,1',
  'x',
  'AT+CWMODE=3',
  'AT+CWDHCPS?',
];

async function findings(dialect: Dialect): Promise<readonly string[]> {
  const desk = await Desk.ready(dialect);
  const found: string[] = [];
  desk.kernel.trace.onAny(({ kind, data }) => {
    if (kind === 'finding') found.push((data as { readonly id: string }).id);
  });
  for (const line of lines) await desk.ask(line);
  await desk.ask('AT+CWJAP="home","12345678"', 2_000);
  return found;
}

test('each departure of the firmware that has shown is told once, in the order they show', async () => {
  expect(await findings(firmwareDialect)).toEqual([
    'firmware.cwstate-equals',
    'firmware.sysstore-colons',
    'firmware.trailing-comma',
    'firmware.prompt-line',
    'firmware.dhcps-quotes',
    'firmware.got-ip-address',
  ]);
});

test.each([docsDialect, espAtDialect])('$name has none to tell', async (dialect) => {
  expect(await findings(dialect)).toEqual([]);
});

test('a departure is told once a run, whatever resets lie between', async () => {
  const desk = await Desk.ready(firmwareDialect);
  const found: unknown[] = [];
  desk.kernel.trace.onAny(({ kind, data }) => {
    if (kind === 'finding') found.push(data);
  });
  await desk.ask('AT+SYSSTORE?');
  await desk.ask('AT+RST', 1_000);
  await desk.ask('AT+SYSSTORE?');
  expect(found).toEqual([
    {
      id: 'firmware.sysstore-colons',
      text: 'AT+SYSSTORE? prints two colons where its document has one.',
    },
  ]);
});

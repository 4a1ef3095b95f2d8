import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { stationSetback } from './wifi-trace.ts';

/** A desk with the codes of every setback from now on. */
async function watched(): Promise<{ desk: Desk; codes: number[] }> {
  const desk = await Desk.ready();
  const codes: number[] = [];
  desk.kernel.trace.on(stationSetback, ({ data }) => codes.push(data.code));
  return { desk, codes };
}

test('200 no access point, 201 wrong password, 202 refused, 203 no beacon', async () => {
  const { desk, codes } = await watched();
  await desk.ask('AT+CWJAP="nowhere","12345678"', 10_000);
  await desk.ask('AT+CWJAP="home","87654321"', 10_000);
  desk.medium.refusing = true;
  await desk.ask('AT+CWJAP="home","12345678"', 10_000);
  desk.medium.refusing = false;
  await desk.ask('AT+CWJAP="home","12345678"', 10_000);
  expect(codes).toEqual([200, 201, 202]);
  desk.medium.loseLink();
  expect(codes).toEqual([200, 201, 202, 203]);
});

test('what the host ends itself, and a limit that is reached, is no setback', async () => {
  const { desk, codes } = await watched();
  await desk.ask('AT+CWJAP="home","12345678"', 10_000);
  await desk.ask('AT+CWQAP');
  desk.medium.leases = false;
  await desk.ask('AT+CWJAP="home","12345678",,,,,,3', 10_000);
  expect(codes).toEqual([]);
});

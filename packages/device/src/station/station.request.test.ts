import { expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';

test('an attempt tells the air its listen interval, standards and channels', async () => {
  const desk = await Desk.ready();
  await desk.ask('AT+CWSTAPROTO=3');
  await desk.ask('AT+CWCOUNTRY="US",1,11');
  await desk.ask('AT+CWJAP="home","12345678",,,,77', 3_000);
  const [request] = desk.medium.requests;
  expect(request).toMatchObject({ listenIntervalBeacons: 77, protocols: 3 });
  expect([1, 11, 12, 13].filter((channel) => request?.follows?.(channel))).toEqual([1, 11]);
  // The country is asked when the access point moves, not when it was joined.
  await desk.ask('AT+CWCOUNTRY="CN",1,13');
  expect(request?.follows?.(13)).toBe(true);
});

test.each([
  [7, 5],
  [3, 1],
  [1, 1],
  [2, 1],
  [4, 4],
])('standards %i are %i in the list of access points', async (protocols, printed) => {
  const desk = await Desk.ready();
  const here = { bssid: '02:00:00:00:00:09', channel: 1, rssi: -50, hidden: false } as const;
  desk.medium.others.push({ ssid: 'other', security: 0, protocols, ...here });
  expect(await desk.ask('AT+CWLAP="other"', 2_000)).toContain(`,1,0,0,${printed},0\r\n`);
});

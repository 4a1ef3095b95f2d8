import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTwin, type Twin } from './twin.ts';

const world = { wifi: { ssid: 'home', password: '12345678' } };
let twin: Twin;

beforeEach(async () => {
  twin = await openTwin({ world });
  await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
});

afterEach(() => twin.close());

test('NOTE-05: a fault of the API breaks what the step of that name breaks, and ends by itself', async () => {
  await twin.fault({ link: 'down', for: '30s' });
  await twin.expect('WIFI DISCONNECT', { within: '7s' });
  await expect(
    twin.exchange('AT+CWJAP="home","12345678"', 'OK', { within: '20s' }),
  ).rejects.toThrow('ERROR');
  await twin.wait('25s');
  await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
});

test('it comes with the event it waits for, and is put right by name', async () => {
  await twin.fault({ 'reset-pin': 'low', on: { event: 'at.line', where: { line: 'AT+CWMODE?' } } });
  await twin.exchange('AT');
  await expect(twin.exchange('AT+CWMODE?')).rejects.toThrow('did not come');
  await twin.repair('reset-pin');
  await twin.expect('ready');
  await twin.exchange('AT');
});

test('what is no fault is refused, and so is a name nothing lasting has', async () => {
  await expect(twin.fault({ nosie: true })).rejects.toThrow('nosie');
  await expect(twin.fault({ crash: true, for: '1s' })).rejects.toThrow('over at once');
  await expect(twin.repair('crash')).rejects.toThrow('over at once');
});

import { expect, it } from 'vitest';

import { Heard } from './heard.ts';

const never = new AbortController().signal;

it('waits for what comes in pieces, and is done with what it has found', async () => {
  const heard = new Heard('somebody', never);
  heard.add('one OK\r');
  const first = heard.until('OK\r\n');
  heard.add('\ntwo 2 OK\r\n');
  expect((await first)[0]).toBe('OK\r\n');
  expect((await heard.until(/two (\d)/))[1]).toBe('2');
  expect((await heard.until(/[^]*$/))[0]).toBe(' OK\r\n');
});

it('takes a text for what it is and not for a pattern', async () => {
  const heard = new Heard('somebody', never);
  heard.add('busy pxx +MQTTPUB:OK');
  heard.end('over');
  await expect(heard.until('busy p..')).rejects.toThrow('did not say');
  expect((await heard.until('+MQTTPUB:OK'))[0]).toBe('+MQTTPUB:OK');
});

it('says what had come when nothing more comes', async () => {
  const heard = new Heard('somebody', never);
  const waiting = heard.until('OK');
  heard.add('ERROR');
  heard.end('it hung up');
  await expect(waiting).rejects.toThrow('somebody did not say /OK/ (it hung up); it said "ERROR"');
});

it('gives up at its limit', async () => {
  const limit = new AbortController();
  const heard = new Heard('somebody', limit.signal);
  const waiting = heard.until('OK');
  limit.abort();
  await expect(waiting).rejects.toThrow('it took too long');
  await expect(heard.until('OK')).rejects.toThrow('it took too long');
});

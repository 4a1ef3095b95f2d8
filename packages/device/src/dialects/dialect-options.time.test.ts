import { describe, expect, test } from 'vitest';
import { Desk } from '../testing/desk.ts';
import { dialectWith } from '../testing/dialect-with.ts';
import { timeServer } from '../testing/time-server.ts';
import { docsDialect } from './docs.ts';
import { firmwareDialect } from './firmware.ts';
import type { Dialect } from './dialect.ts';

const noon = 1_767_268_800;
const ok = '\r\nOK\r\n';

function time(text: string): string {
  return `+CIPSNTPTIME:${text}\r\n${ok}`;
}

/** A desk whose module has been set to noon and restarted, and what it was told on the way. */
async function restarted(dialect: Dialect): Promise<{ desk: Desk; findings: string[] }> {
  const desk = await Desk.joined(dialect);
  const findings: string[] = [];
  desk.kernel.trace.onAny(({ kind, data }) => {
    if (kind === 'finding') findings.push((data as { readonly id: string }).id);
  });
  desk.medium.onDatagram = timeServer(noon);
  await desk.ask('AT+CIPSNTPCFG=1,0,"a"', 6_000);
  await desk.ask('AT+RST', 2_000);
  return { desk, findings };
}

describe('rtcReadAsLocal', () => {
  test('false: the zone is added to what the clock shows, whenever it is set', async () => {
    const { desk } = await restarted(docsDialect);
    await desk.ask('AT+CIPSNTPCFG=0,8');
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 20:00:\d\d 2026/);
  });

  test('true: a zone that is set before the first question is taken off as well, until synchronisation', async () => {
    const { desk, findings } = await restarted(firmwareDialect);
    await desk.ask('AT+CIPSNTPCFG=0,8');
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 12:00:\d\d 2026/);
    expect(findings).toContain('firmware.clock-off-by-zone');
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    await desk.ask('AT+CIPSNTPCFG=1,8,"a"', 6_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 20:00:\d\d 2026/);
  });

  test('true: a zone that is set after the first question is none too much', async () => {
    const { desk, findings } = await restarted(firmwareDialect);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 12:00:\d\d 2026/);
    await desk.ask('AT+CIPSNTPCFG=0,8');
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 20:00:\d\d 2026/);
    expect(findings).not.toContain('firmware.clock-off-by-zone');
  });
});

describe('sntpWaitsForAddress', () => {
  async function setUpFirst(waits: boolean): Promise<Desk> {
    const desk = await Desk.ready(dialectWith({ sntpWaitsForAddress: waits }));
    desk.medium.onDatagram = timeServer(noon);
    expect(await desk.ask('AT+CIPSNTPCFG=1,0,"a"')).toBe(ok);
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    await desk.run(10_000);
    desk.read();
    return desk;
  }

  test('true: a module that is set up before it has an address asks when it has one', async () => {
    const desk = await setUpFirst(true);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 12:00:\d\d 2026/);
  });

  test('false: it asks nobody until it is told again', async () => {
    const desk = await setUpFirst(false);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toBe(time('Sat Jan  1 00:00:12 2000'));
    expect(await desk.ask('AT+CIPSNTPCFG?')).toBe(`+CIPSNTPCFG:1,0,"a"\r\n${ok}`);
    await desk.ask('AT+CIPSNTPCFG=1,0,"a"', 6_000);
    expect(await desk.ask('AT+CIPSNTPTIME?')).toMatch(/ 12:00:\d\d 2026/);
  });
});

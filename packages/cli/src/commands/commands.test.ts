import type { CommandDescription } from '@w800/scenario';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';

describe('pnpm sim commands', () => {
  it('lists every command once, with its forms and its summary', async () => {
    const { exitCode, out } = await call(['commands']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^AT {2,}- {2}Tests that the module answers$/m);
    expect(out).toMatch(/^AT\+MQTTCONN +=\? \? = {4}Connects to an MQTT broker$/m);
    expect(out).toMatch(/^AT\+CWJAP +=\? \? = - {2}Joins an access point$/m);
    const names = out.match(/^AT\S*/gm) ?? [];
    expect(new Set(names.filter((name) => name.startsWith('AT+MQTT')))).toContain('AT+MQTTPUBRAW');
  });

  it('says of a command that the documents do not have where it exists', async () => {
    const { out } = await call(['commands']);
    expect(out).toMatch(/^AT\+CIPSTATUS .*\(esp-at\)$/m);
    expect(out).not.toMatch(/^AT\+MQTTPUB .*\(/m);
  });

  it('tells all about one: syntax, parameters with limits, example, replies', async () => {
    expect((await call(['commands', 'AT+CWMODE'])).out).toBe(
      'AT+CWMODE  Sets the Wi-Fi mode\n\n' +
        '  AT+CWMODE=?\n' +
        '  AT+CWMODE?\n' +
        '  AT+CWMODE=<mode>[,<auto_connect>]\n\n' +
        'Parameters\n' +
        '  mode          0 off, 1 station, 2 softAP, 3 both (integer, 0 to 3)\n' +
        '  auto_connect  1 joins the stored network (integer, 0 to 1; ' +
        'may be left out, then 1)\n\n' +
        'Example\n  AT+CWMODE=1\n\n' +
        'Replies\n' +
        '  AT+CWMODE=?  the syntax and the example, then OK\n' +
        '  AT+CWMODE?   information lines, then OK\n' +
        '  AT+CWMODE=…  OK, or ERROR when it cannot be done; ' +
        'CMD PARSE ERR for arguments beyond the limits\n' +
        '  AT+CWMODE    CMD PARSE ERR: there is no such form\n\n' +
        'A line of this command has at most 256 bytes.\n' +
        'Dialects: docs, firmware, esp-at\n',
    );
  });

  it.each(['cwmode', 'AT+CWMODE', 'at+cwmode?', 'CWMODE=1', 'cwmode=?'])(
    'finds %s by its name alone',
    async (name) => {
      expect((await call(['commands', name])).out).toMatch(/^AT\+CWMODE {2}Sets/);
    },
  );

  it('finds AT itself, and lists all that begin with what was typed', async () => {
    expect((await call(['commands', 'at'])).out).toMatch(/^AT {2}Tests that/);
    const { out } = await call(['commands', 'mqttlong']);
    expect(out.match(/^\S+/gm)).toEqual([
      'AT+MQTTLONGCLIENTID',
      'AT+MQTTLONGUSERNAME',
      'AT+MQTTLONGPASSWORD',
    ]);
  });

  it('names the nearest command on a typo, and ends with 2', async () => {
    expect(await call(['commands', 'mqttpbu'])).toEqual({
      exitCode: 2,
      out: '',
      err:
        'mqttpbu: the module has no such AT command [CLI_COMMAND_UNKNOWN]\n' +
        '    Did you mean AT+MQTTPUB?\n',
    });
    expect((await call(['commands', 'frobnicate'])).err).toContain('See `pnpm sim commands`.');
  });

  it.each([
    [['--lang', 'zh'], {}, '设置 Wi-Fi 模式'],
    [[], { LANG: 'zh_CN.UTF-8' }, '设置 Wi-Fi 模式'],
    [['--lang', 'en'], { LANG: 'zh_CN.UTF-8' }, 'Sets the Wi-Fi mode'],
    [[], { LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'Sets the Wi-Fi mode'],
    [[], {}, 'Sets the Wi-Fi mode'],
  ])('speaks the language of %j and %j', async (flags, env, summary) => {
    expect((await call(['commands', 'cwmode', ...flags], { env })).out).toContain(summary);
    expect((await call(['commands', ...flags], { env })).out).toContain(summary);
  });

  it('gives the same as JSON', async () => {
    const { out } = await call(['commands', 'mqttalpn', '--json']);
    const [alpn] = JSON.parse(out) as readonly CommandDescription[];
    expect(alpn).toMatchObject({ name: 'AT+MQTTALPN', lineBytesMax: 255, argumentsMax: 7 });
    expect(alpn?.parameters[1]).toMatchObject({ kind: 'integer', min: 0, max: 5 });
    const all = JSON.parse((await call(['commands', '--json'])).out) as readonly unknown[];
    expect(all.length).toBeGreaterThan(12);
  });

  it('refuses a language it does not speak', async () => {
    const { exitCode, err } = await call(['commands', '--lang', 'fr']);
    expect(exitCode).toBe(2);
    expect(err).toContain('Allowed choices are en, zh.');
  });
});

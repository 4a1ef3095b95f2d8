import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from '../byte-string.ts';
import { commandsFor } from '../define-command.ts';
import { integer } from '../integer.ts';
import { optional } from '../optional.ts';
import { text } from '../text.ts';
import { CommandSecrets } from './command-secrets.ts';
import { secretCommands } from './secret-places.ts';

const summary = { en: 'For tests.', zh: '供测试。' };
const define = commandsFor<undefined>();
const run = (): void => {};
const word = (secret = false) => text({ bytesMin: 0, bytesMax: 64, secret, summary });
const number = integer({ min: 0, max: 9, summary });

const user = define({
  name: 'AT+USER',
  summary,
  query: run,
  set: {
    parameters: { link: number, name: word(), password: word(true), id: number },
    example: 'AT+USER=0,"me","1234567890",0',
    run,
  },
});
const join = define({
  name: 'AT+JOIN',
  summary,
  query: run,
  queryTellsSecrets: false,
  set: {
    parameters: { name: word(), password: optional(word(true)), channel: optional(number) },
    example: 'AT+JOIN="home","12345678"',
    run,
  },
});
const longPassword = define({
  name: 'AT+LONGPASSWORD',
  summary,
  set: {
    parameters: { link: number, length: integer({ min: 1, max: 32, countsSecret: true, summary }) },
    example: 'AT+LONGPASSWORD=0,8',
    run,
  },
});
const plain = define({ name: 'AT+PLAIN', summary, query: run, usage: false });

function open(): CommandSecrets {
  return new CommandSecrets(secretCommands([user, join, longPassword, plain]));
}

/** What is shown of what a host types, chunk by chunk. */
function typed(...chunks: readonly string[]): readonly string[] {
  const line = open().openLine();
  return chunks.map((chunk) => fromBytes(line.typed(toBytes(chunk))));
}

function answered(secrets: CommandSecrets, ...chunks: readonly string[]): string {
  const line = secrets.openLine();
  return chunks.map((chunk) => fromBytes(line.answered(toBytes(chunk)))).join('');
}

describe('What is typed', () => {
  test.each([
    ['AT+USER=0,"me","pass",1\r\n', 'AT+USER=0,"me","***",1\r\n'],
    ['AT+USER=0,"me","",1\r\n', 'AT+USER=0,"me","",1\r\n'],
    ['AT+USER=0,"m\\"\\,e","a\\"b\\,c\\\\",1\r\n', 'AT+USER=0,"m\\"\\,e","***",1\r\n'],
    ['AT+USER=0,"me","a,b",1\r\n', 'AT+USER=0,"me","***",1\r\n'],
    ['at+user=0,"me","pass",1\r\n', 'at+user=0,"me","***",1\r\n'],
    ['AT+USER =0,"me","pass",1\r\n', 'AT+USER =0,"me","***",1\r\n'],
    ['ATT+xUSER=0,"me","pass",1\r\n', 'ATT+xUSER=0,"me","***",1\r\n'],
    ['AT+JOIN="home","pass"\r\nAT\r\n', 'AT+JOIN="home","***"\r\nAT\r\n'],
    ['AT+JOIN=,"pass"\r\n', 'AT+JOIN=,"***"\r\n'],
  ])('as %j is shown as %j', (line, shown) => {
    expect(typed(line)).toEqual([shown]);
  });

  test.each([
    'AT+USER?\r\n',
    'AT+USER=?\r\n',
    'AT+JOIN="home"\r\n',
    'AT+PUBLISH=0,"me","pass",1\r\n',
    'AT+PLAIN?\r\nAT+OTHER="AT+USER",1\r\n',
  ])('without a secret, as %j, is not touched', (line) => {
    const bytes = toBytes(line);
    expect(open().openLine().typed(bytes)).toBe(bytes);
  });

  test.each([
    ['with an argument too few', 'AT+USER=0,"pass",1\r\n'],
    ['with an argument too many', 'AT+USER=0,"x","me","pass",1\r\n'],
    ['whose quotes do not close', 'AT+USER=0,"me,"pass",1\r\n'],
    ['whose secret has no quotes', 'AT+USER=0,"me",pass,1\r\n'],
    ['whose quotes close early', 'AT+USER=0,"me","pa"pass",1\r\n'],
    ['whose number is a text', 'AT+USER="pass","me","x",1\r\n'],
  ])('and cannot be told apart, %s, is hidden from there on', (_how, line) => {
    const [shown = ''] = typed(line);
    expect(shown).toMatch(/^AT\+USER=.*\*\*\*\r\n$/);
    expect(shown).not.toContain('pass');
  });

  test('is shown the same, however it comes in chunks', () => {
    const line = 'AT\r\nAT+USER=0,"m,e","a\\"b\\\\",1\r\nAT+LONGPASSWORD=0,4\r\na\r\nbAT+PLAIN\r\n';
    const shown = 'AT\r\nAT+USER=0,"m,e","***",1\r\nAT+LONGPASSWORD=0,4\r\n***AT+PLAIN\r\n';
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(line.length), { maxLength: 40 }), (cuts) => {
        const ends = [...cuts.toSorted((one, other) => one - other), line.length];
        let from = 0;
        const chunks = ends.map((end) => line.slice(from, (from = end)));
        expect(typed(...chunks).join('')).toBe(shown);
      }),
    );
  });

  test.each(['a', '"', '\\', ',', '"\\,"', '\u0001\u00ff', '\r', '\n'])(
    'shows nothing of %j, whatever stands around it',
    (secret) => {
      const escaped = secret.replace(/[\\",]/g, String.raw`\$&`);
      expect(typed(`AT+USER=0,"me","${escaped}",1\r\nAT\r\n`)).toEqual([
        'AT+USER=0,"me","***",1\r\nAT\r\n',
      ]);
    },
  );
});

describe('Counted secret data', () => {
  test('is one mark, in whatever pieces it comes, and ends where it is counted to', () => {
    expect(typed('AT+LONGPASSWORD=0,6\r\n', 'ab', 'cd', 'efAT\r\n')).toEqual([
      'AT+LONGPASSWORD=0,6\r\n',
      '***',
      '',
      'AT\r\n',
    ]);
  });

  test.each(['\r\nERROR\r\n', '\r\nCMD PARSE ERR\r\n', 'busy p...\r\n', 'ready\r\n'])(
    'does not come once the module has said %j',
    (refusal) => {
      const line = open().openLine();
      line.typed(toBytes('AT+LONGPASSWORD=0,6\r\n'));
      expect(line.expectsData).toBe(true);
      line.watch(toBytes(refusal.slice(0, 4)));
      line.watch(toBytes(refusal.slice(4)));
      expect(line.expectsData).toBe(false);
      expect(fromBytes(line.typed(toBytes('AT+PLAIN?\r\n')))).toBe('AT+PLAIN?\r\n');
    },
  );

  test('comes when the module asks for it', () => {
    const line = open().openLine();
    line.typed(toBytes('AT+LONGPASSWORD=0,6\r\n'));
    line.watch(toBytes('\r\nOK\r\n\r\n>'));
    expect(fromBytes(line.typed(toBytes('secret')))).toBe('***');
  });

  test.each(['AT+LONGPASSWORD=0,33\r\n', 'AT+LONGPASSWORD=0,"6"\r\n', 'AT+LONGPASSWORD=0,6,1\r\n'])(
    'is none where the count is none, as in %j',
    (line) => {
      const [, next] = typed(line, 'AT+PLAIN?\r\n');
      expect(next).toBe('AT+PLAIN?\r\n');
    },
  );

  test('is not expected of the host when its line is echoed', () => {
    const echo = answered(open(), 'AT+LONGPASSWORD=0,6\r\n', '\r\nOK\r\n\r\n>AT+JOIN?');
    expect(echo).toBe('AT+LONGPASSWORD=0,6\r\n\r\nOK\r\n\r\n>AT+JOIN?');
  });
});

describe('What the module says', () => {
  test('has its answer to a query hidden, and the line it echoes', () => {
    const said = 'AT+USER=0,"me","pa\\"ss",1\r\n\r\nOK\r\n+USER:0,"me","pa"ss",1\r\n\r\nOK\r\n';
    expect(answered(open(), said)).toBe(
      'AT+USER=0,"me","***",1\r\n\r\nOK\r\n+USER:0,"me","***",1\r\n\r\nOK\r\n',
    );
  });

  test('is shown where the command says that its answer tells no secret', () => {
    expect(answered(open(), '+JOIN:"home","00:11",6\r\n')).toBe('+JOIN:"home","00:11",6\r\n');
  });

  test('is shown where it explains how a command is typed', () => {
    const usage = 'AT+USER=<link>,<"name">,<"password">,<id>\r\n';
    expect(answered(open(), usage)).toBe(usage);
  });

  test.each(['"', '","', 'a","b', 'x\r\ny', '",1\r\n+USER:0,"'])(
    'is hidden to its end where a known secret has %j in it, in whatever chunks it comes',
    (secret) => {
      const said = `+USER:0,"me","${secret}",1\r\n\r\nOK\r\n`;
      for (let cut = 0; cut < said.length; cut += 1) {
        const secrets = open();
        secrets.known.add(secret);
        const shown = answered(secrets, said.slice(0, cut), said.slice(cut));
        expect([cut, shown]).toEqual([cut, '+USER:0,"me","***",1\r\n\r\nOK\r\n']);
      }
    },
  );

  test('is found in all that was said at once', () => {
    const said = toBytes('\r\nOK\r\n+USER:0,"me","pass",1\r\n+USER:0,"me","",1\r\n');
    const from = fromBytes(said).indexOf('pass');
    expect(open().inAnswers(said)).toEqual([[from, from + 4]]);
  });
});

describe('A text', () => {
  test.each([
    [`send: 'AT+JOIN="home","pass"'`, `send: 'AT+JOIN="home","***"'`],
    [
      'the module said "+USER:0,"me","pass",1", which',
      'the module said "+USER:0,"me","***",1", which',
    ],
    [`{ send: 'AT+USER=0,"é","pass",1' }`, `{ send: 'AT+USER=0,"é","***",1' }`],
    ['AT+USER: no answer', 'AT+USER: no answer'],
    ['send: AT+PLAIN?', 'send: AT+PLAIN?'],
  ])('%j is shown as %j', (given, shown) => {
    expect(open().hideInText(given)).toBe(shown);
  });

  test('has nothing of a line behind where that cannot be read', () => {
    const shown = open().hideInText(String.raw`send: "AT+JOIN=\"home\",\"pass\""`);
    expect(shown).toBe('send: "AT+JOIN=***');
  });

  test('has no secret that was typed before, wherever it stands and however it is written', () => {
    const secrets = open();
    secrets.openLine().typed(toBytes('AT+USER=0,"me","pa\\"ss\\\\wd",1\r\n'));
    const forms = ['pa"ss\\wd', 'pa\\"ss\\\\wd'];
    expect(forms.map((form) => secrets.hideInText(`x${form}y`))).toEqual(['x***y', 'x***y']);
    expect(fromBytes(secrets.known.hideInBytes(toBytes('xpa"ss\\wdy')))).toBe('x***y');
  });

  test('keeps a short one: it would be met everywhere', () => {
    const secrets = open();
    secrets.openLine().typed(toBytes('AT+USER=0,"me","pass",1\r\n'));
    expect(secrets.hideInText('the password')).toBe('the password');
  });
});

test('a whole line is hidden as it was typed', () => {
  expect(open().hideInLine('AT+USER=0,"me","pass",1')).toBe('AT+USER=0,"me","***",1');
  expect(open().hideInLine('AT+USER=0,"pass",1')).toBe('AT+USER=***');
  expect(open().hideInLine('AT+PLAIN?')).toBe('AT+PLAIN?');
});

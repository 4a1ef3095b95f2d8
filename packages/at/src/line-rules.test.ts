import { expect, test } from 'vitest';
import { commandsFor } from './define-command.ts';
import { integer } from './integer.ts';
import { optional } from './optional.ts';
import { repeated } from './repeated.ts';
import { documentTexts } from './testing/document-texts.ts';
import { PortFixture } from './testing/port-fixture.ts';
import { allCommands, summary, type Notebook } from './testing/sample-commands.ts';
import { text } from './text.ts';

const { ok, error, parseError } = documentTexts;

/** A valid line of exactly so many bytes, CR LF not counted. */
function lineOf(bytes: number): string {
  return `AT+SAY="${'x'.repeat(bytes - 9)}"`;
}

/** What a line of the sample command AT+SAY is answered, which ends in ERROR when it runs. */
function saying(fixture: PortFixture, bytes: number): string {
  fixture.line(lineOf(bytes));
  return fixture.notebook.calls.length === 0 ? 'refused' : 'run';
}

test.each([
  [false, 256, 'run'],
  [false, 257, 'refused'],
  [true, 254, 'run'],
  [true, 255, 'refused'],
])('countTerminator %s: a line of %i bytes before its CR LF is %s', (count, bytes, end) => {
  const fixture = new PortFixture(allCommands, { countTerminator: count });
  expect(saying(fixture, bytes)).toBe(end);
  expect(fixture.line('AT')).toBe(ok);
});

test('countTerminator holds for the limit of a single command too', () => {
  const line = (bytes: number) => {
    const head = 'AT+ALPN=1,"';
    return `${head}${'x'.repeat(bytes - head.length - 1)}"`;
  };
  const answer = (count: boolean, bytes: number) =>
    new PortFixture(allCommands, { countTerminator: count }).line(line(bytes));
  const limit = 255;
  expect(answer(false, limit)).toBe(ok);
  expect(answer(false, limit + 1)).toBe(parseError);
  expect(answer(true, limit - 2)).toBe(ok);
  expect(answer(true, limit - 1)).toBe(parseError);
});

test('a comma within quotes must be escaped, unless lenientCommaInString', () => {
  const strict = new PortFixture();
  expect(strict.line('AT+SAY="a,b"')).toBe(parseError);
  const lenient = new PortFixture(allCommands, { lenientCommaInString: true });
  expect(lenient.line(String.raw`AT+SAY="a,b\,c"`)).toBe(error);
  expect(lenient.notebook.calls).toEqual([{ what: 'a,b,c' }]);
  expect(lenient.line('AT+SAY="a,b')).toBe(parseError);
  expect(lenient.line('AT+CONNECT=0,"h,i",1,60')).toBe(ok);
  expect(lenient.notebook.calls.at(-1)).toEqual({ linkId: 0, host: 'h,i', port: 1, keepAlive: 60 });
});

test.each([
  ['out of range', '0,"h",0,60', error],
  ['too large for any range', '0,"h",99999999999999999999,60', error],
  ['too short a text', '0,"",1,60', error],
  ['the wrong link', '1,"h",1,60', error],
  ['the wrong type', '0,"h","1",60', parseError],
  ['no quotes', '0,h,1,60', parseError],
  ['an empty field', '0,,1,60', parseError],
  ['too few', '0,"h",1', parseError],
  ['too many', '0,"h",1,60,1', parseError],
])('rangeRefusal error: %s is refused, %s, without effect', (_what, list, answer) => {
  const fixture = new PortFixture(allCommands, { rangeRefusal: 'error' });
  expect(fixture.line(`AT+CONNECT=${list}`)).toBe(answer);
  expect(new PortFixture().line(`AT+CONNECT=${list}`)).toBe(parseError);
  expect(fixture.notebook.calls).toEqual([]);
});

test('rangeRefusal error: optional and repeated arguments are told apart in the same way', () => {
  const lists = commandsFor<Notebook>()({
    name: 'AT+LISTS',
    summary,
    set: {
      parameters: {
        count: optional(integer({ min: 1, max: 2, summary }), 1),
        names: repeated(text({ bytesMin: 1, bytesMax: 3, summary }), { max: 3 }),
      },
      example: 'AT+LISTS=1,"a"',
      check: ({ count, names }) => names.length === count,
      run: (_notebook, _args, reply) => reply.ok(),
    },
  });
  const fixture = new PortFixture([lists], { rangeRefusal: 'error' });
  const say = (list: string) => fixture.line(`AT+LISTS=${list}`);
  expect(say(',"abc"')).toBe(ok);
  expect(say('3,"a"')).toBe(error);
  expect(say('"3","a"')).toBe(parseError);
  expect(say('2,"a",""')).toBe(error);
  expect(say('2,"","a"')).toBe(error);
  expect(say('2,"",1')).toBe(parseError);
  expect(say('2,"a"')).toBe(parseError);
});

test('CORE-11: an empty field takes its default, unless emptyFieldDefaults is off', () => {
  const line = 'AT+CONNECT=0,"h",1,';
  expect(new PortFixture().line(line)).toBe(ok);
  const strict = new PortFixture(allCommands, { emptyFieldDefaults: false });
  expect(strict.line(line)).toBe(parseError);
  expect(strict.line('AT+CONNECT=0,"h",1,0')).toBe(ok);
  expect(strict.line('AT+JOIN="home",')).toBe(new PortFixture().line('AT+JOIN="home",'));
});

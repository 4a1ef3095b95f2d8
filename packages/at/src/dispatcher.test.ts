import { expect, test } from 'vitest';
import { documentTexts } from './testing/document-texts.ts';
import { PortFixture } from './testing/port-fixture.ts';

const { ok, error, formatError, parseError } = documentTexts;

test.each([
  // Query and test forms that an existing command lacks are ERROR.
  ['AT?', error],
  ['AT=?', error],
  ['AT+SAY?', error],
  ['AT+MEMORY=?', error],
  // Set and execute are one type: where one exists, the other is a wrong count.
  ['AT+SAY', parseError],
  ['AT=1', parseError],
  ['AT+RUN=', parseError],
  // Where neither exists, the form is lacking; an ill-formed list still comes first.
  ['AT+MEMORY', error],
  ['AT+MEMORY=1', error],
  ['AT+MEMORY="', parseError],
  // Where both exist, both work.
  ['AT+JOIN', ok],
  ['AT+JOIN="home"', ok],
  // Something behind a question mark is no form.
  ['AT+CONNECT?1', parseError],
  ['AT+CONNECT=?1', parseError],
  ['AT+MEMORY?1', parseError],
  ['AT+NOPE?1', formatError],
])('CORE-15: %j is answered %j', (line, answer) => {
  expect(new PortFixture().line(line)).toBe(answer);
});

test.each([
  ['0,"h",1,60', { linkId: 0, host: 'h', port: 1, keepAlive: 60 }],
  ['0,"h",1,', { linkId: 0, host: 'h', port: 1, keepAlive: 0 }],
  ['-0,"h",00080,7200', { linkId: 0, host: 'h', port: 80, keepAlive: 7200 }],
])('AT+CONNECT=%s is accepted as typed', (list, args) => {
  const fixture = new PortFixture();
  expect(fixture.line(`AT+CONNECT=${list}`)).toBe(ok);
  expect(fixture.notebook.calls).toEqual([args]);
});

test.each([
  ['CORE-09', '0,h,1,60'],
  ['CORE-10', '0,"h","1",60'],
  ['CORE-10', '"0","h",1,60'],
  ['CORE-11', '0,"h",1'],
  ['CORE-11', ',"h",1,60'],
  ['CORE-11', '0,,1,60'],
  ['CORE-12', '0,"h",1,60,'],
  ['CORE-12', '0,"h",1,60,1'],
  ['CORE-14', '0,"",1,60'],
  ['CORE-14', '1,"h",1,60'],
  ['CORE-14', '0,"h",0,60'],
  ['CORE-14', '0,"h",65536,60'],
  ['CORE-14', '0,"h",4294967297,60'],
  ['CORE-14', '0,"h",+1,60'],
  ['CORE-14', '0, "h",1,60'],
])('%s: AT+CONNECT=%s is refused without effect', (_id, list) => {
  const fixture = new PortFixture();
  expect(fixture.line(`AT+CONNECT=${list}`)).toBe(parseError);
  expect(fixture.notebook.calls).toEqual([]);
});

test('CORE-08: 128 escaped bytes are 128 bytes, though 256 were typed', () => {
  const fixture = new PortFixture();
  const escaped = '\\"'.repeat(109);
  expect(fixture.line(`AT+CONNECT=0,"${escaped}",1,60`)).toBe(ok);
  expect(fixture.line(`AT+CONNECT=0,"${'h'.repeat(129)}",1,60`)).toBe(parseError);
  expect(fixture.line(`AT+CONNECT=0,"${'h'.repeat(128)}",1,60`)).toBe(ok);
  expect(fixture.notebook.calls).toHaveLength(2);
});

test('omitted optional arguments are undefined or their default', () => {
  const fixture = new PortFixture();
  for (const list of ['"home"', ',,6', '"a","",']) fixture.line(`AT+JOIN=${list}`);
  expect(fixture.notebook.calls).toEqual([
    { ssid: 'home', password: undefined, channel: 1 },
    { ssid: undefined, password: undefined, channel: 6 },
    { ssid: 'a', password: '', channel: 1 },
  ]);
});

test('a check across arguments refuses what does not fit together', () => {
  const fixture = new PortFixture();
  expect(fixture.line('AT+ALPN=2,"a","b"')).toBe(ok);
  expect(fixture.line('AT+ALPN=0')).toBe(ok);
  expect(fixture.line('AT+ALPN=1,"a","b"')).toBe(parseError);
  expect(fixture.line('AT+ALPN=0,')).toBe(parseError);
});

test('CORE-12: the twenty-first argument makes a line ill-formed, even for a form that lacks', () => {
  const fixture = new PortFixture();
  expect(fixture.line(`AT+MEMORY=${'1,'.repeat(19)}1`)).toBe(error);
  expect(fixture.line(`AT+MEMORY=${'1,'.repeat(20)}1`)).toBe(parseError);
});

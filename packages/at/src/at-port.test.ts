import { TwinBug } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { fromBytes, toBytes } from './byte-string.ts';
import { documentTexts } from './testing/document-texts.ts';
import { PortFixture } from './testing/port-fixture.ts';
import { at, long } from './testing/sample-commands.ts';
import { atBusy, atLine, atReply, atUrc } from './trace-kinds.ts';

const { ok, error, formatError, parseError, busy, prompt } = documentTexts;

/** A line of exactly that many bytes. */
function sayLine(bytes: number): string {
  return `AT+SAY="${'x'.repeat(bytes - 9)}"`;
}

function alpnLine(bytes: number): string {
  return `AT+ALPN=1,"${'x'.repeat(bytes - 12)}"`;
}

describe('a line', () => {
  test('CORE-26: AT is answered OK, framed by CR LF on both sides', () => {
    expect(new PortFixture().send('AT\r\n')).toBe('\r\nOK\r\n');
  });

  test('CORE-03: nothing is executed before the LF of its CR LF', () => {
    const fixture = new PortFixture();
    expect(fixture.send('AT')).toBe('');
    expect(fixture.send('\r')).toBe('');
    expect(fixture.send('\n')).toBe(ok);
  });

  test('CORE-03: a lone LF or CR does not end a line but belongs to it', () => {
    const fixture = new PortFixture();
    expect(fixture.send('AT\n')).toBe('');
    expect(fixture.send('\r\n')).toBe(formatError);
    expect(fixture.send('AT\rAT\r\r\n')).toBe(formatError);
    expect(fixture.line('AT+SAY="a\rb\nc"')).toBe(error);
    expect(fixture.notebook.calls).toEqual([{ what: 'a\rb\nc' }]);
  });

  test('CORE-04: an empty line is silent, also before and behind a command', () => {
    const fixture = new PortFixture();
    expect(fixture.send('\r\n\r\n')).toBe('');
    expect(fixture.send('\r\nAT\r\n\r\n')).toBe(ok);
  });

  test('CORE-13: an unknown, lower-case or foreign line is CMD FORMAT ERR and nothing else', () => {
    const fixture = new PortFixture();
    for (const line of ['AT+NOPE', 'at', 'AT+connect?', 'hello', ' AT', 'AT ', 'A', '?', '=']) {
      expect(fixture.line(line)).toBe(formatError);
    }
    expect(fixture.line('AT+NOPE="unterminated')).toBe(formatError);
    expect(fixture.line('\0')).toBe(formatError);
    expect(fixture.line('AT\0')).toBe(formatError);
  });
});

describe('the line limit', () => {
  test('CORE-01: 256 bytes are accepted, CR LF not counted; 257 have no effect', () => {
    const fixture = new PortFixture();
    expect(sayLine(256)).toHaveLength(256);
    expect(fixture.line(sayLine(256))).toBe(error);
    expect(fixture.notebook.calls).toHaveLength(1);
    expect(fixture.line(sayLine(257))).toBe(parseError);
    expect(fixture.notebook.calls).toHaveLength(1);
  });

  test('CORE-01: a command may be limited to 255 bytes on its own', () => {
    const fixture = new PortFixture();
    expect(alpnLine(255)).toHaveLength(255);
    expect(fixture.line(alpnLine(255))).toBe(ok);
    expect(fixture.line(alpnLine(256))).toBe(parseError);
    expect(fixture.notebook.calls).toHaveLength(1);
  });

  test('CORE-02: an over-long line is answered once, at its CR LF, and the next is whole', () => {
    const fixture = new PortFixture();
    expect(fixture.send('x'.repeat(300))).toBe('');
    expect(fixture.send('AT\n\r'.repeat(5000))).toBe('');
    expect(fixture.send('\r\n')).toBe(parseError);
    expect(fixture.send('AT\r\n')).toBe(ok);
  });

  test('CORE-01: a line one byte too long is refused, though its first 256 bytes are valid', () => {
    const fixture = new PortFixture();
    const zeros = (bytes: number): string => `${'AT+CONNECT=0,"h",1,'.padEnd(bytes - 1, '0')}7`;
    expect(fixture.line(zeros(256))).toBe(ok);
    expect(fixture.line(zeros(257))).toBe(parseError);
    expect(fixture.notebook.calls).toEqual([{ linkId: 0, host: 'h', port: 1, keepAlive: 7 }]);
  });
});

describe('the final code', () => {
  test('CORE-14, CORE-31: an ill-formed list comes before what the state would say', () => {
    const fixture = new PortFixture();
    expect(fixture.line('AT+SAY="fine"')).toBe(error);
    for (const list of ['', 'fine', '"', '"a" ', '"a",', '"a,b"', '"a\\', '1', '"a""b"']) {
      expect(fixture.line(`AT+SAY=${list}`)).toBe(parseError);
    }
    expect(fixture.notebook.calls).toEqual([{ what: 'fine' }]);
  });

  test('CORE-17, CORE-24: information lines precede it, in the query and in the usage text', () => {
    const fixture = new PortFixture();
    expect(fixture.line('AT+CONNECT?')).toBe(`+CONNECT:0,"host"\r\n${ok}`);
    expect(fixture.line('AT+CONNECT=?')).toBe(
      'AT+CONNECT?\r\n' +
        'AT+CONNECT=<LinkID>,<"host">,<port>,<keep_alive>\r\n' +
        `example:AT+CONNECT=0,"192.168.10.234",1883,60\r\n${ok}`,
    );
  });

  test('CORE-16: a second one is our own bug', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    const reply = fixture.notebook.running[0];
    reply?.ok();
    expect(() => reply?.error()).toThrow(TwinBug);
    expect(() => reply?.line('late')).toThrow('AT+RUN gives a line after its ending');
    expect(() => reply?.prompt(1, () => {})).toThrow('AT+RUN gives a prompt after its ending');
    expect(() => reply?.ok()).toThrow('AT+RUN gives an ending (ok) after its ending');
    expect(fixture.output.text).toBe(ok);
  });

  test('each has its text and its name in the trace', () => {
    const fixture = new PortFixture();
    const endings: unknown[] = [];
    fixture.kernel.trace.on(atReply, ({ data }) => endings.push(data.ending));
    fixture.line('AT+RUN');
    fixture.notebook.running[0]?.ok();
    fixture.line('AT+RUN');
    fixture.notebook.running[1]?.error();
    fixture.line('AT+RUN');
    fixture.notebook.running[2]?.parseError();
    expect(fixture.output.text).toBe(ok + error + parseError);
    expect(endings).toEqual(['ok', 'error', 'parse-error']);
  });

  test('whoever hears of the last byte finds the port free', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    fixture.notebook.running[0]?.ok(() => fixture.line('AT'));
    expect(fixture.output.text).toBe(ok + ok);
  });

  test('the command hears when its last byte was accepted', () => {
    const fixture = new PortFixture();
    fixture.output.waits = true;
    fixture.line('AT+RUN');
    let printed = false;
    fixture.port.urc('FIRST');
    fixture.notebook.running[0]?.ok(() => (printed = true));
    fixture.output.accept();
    expect([fixture.output.text, printed]).toEqual([`FIRST\r\n${ok}`, false]);
    fixture.output.accept();
    expect(printed).toBe(true);
  });
});

describe('a running command', () => {
  test('CORE-18: a line is answered busy and thrown away; an empty one is not answered', () => {
    const fixture = new PortFixture();
    expect(fixture.line('AT+RUN')).toBe('');
    expect(fixture.port.busy).toBe(true);
    expect(fixture.send('AT+SAY="lost"\r\n\r\nNOPE\r\n')).toBe(busy + busy);
    fixture.notebook.running[0]?.ok();
    expect(fixture.port.busy).toBe(false);
    expect(fixture.output.text).toBe(busy + busy + ok);
    expect(fixture.notebook.calls).toEqual([]);
  });

  test('CORE-18: what counts is the instant of the LF', () => {
    const fixture = new PortFixture();
    fixture.send('AT+RUN\r\nAT+SAY="kept"\r');
    fixture.notebook.running[0]?.ok();
    expect(fixture.send('\n')).toBe(error);
    expect(fixture.notebook.calls).toEqual([{ what: 'kept' }]);
  });

  test('CORE-16: an over-long line meanwhile gets busy alone', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    expect(fixture.line('x'.repeat(1000))).toBe(busy);
    fixture.notebook.running[0]?.ok();
    expect(fixture.line('AT')).toBe(ok);
  });

  test('lines in one chunk are executed one after the other', () => {
    expect(new PortFixture().send('AT\r\nAT\r\nAT+RUN\r\nAT\r\n')).toBe(ok + ok + busy);
  });
});

describe('counted data', () => {
  test('CORE-19, CORE-07: exactly that many bytes are taken, whatever they are', () => {
    const fixture = new PortFixture();
    expect(fixture.line('AT+LONG=0,16')).toBe('\r\nOK\r\n\r\n>');
    expect(fixture.port.busy).toBe(false);
    expect(fixture.send('A\\,T\r\n\0+++\xff\r\nAT')).toBe('');
    expect(fixture.send('\r')).toBe(ok);
    expect(fixture.notebook.data).toEqual(['A\\,T\r\n\0+++\xff\r\nAT\r']);
  });

  test('CORE-20: the bytes behind them begin the next line', () => {
    const fixture = new PortFixture();
    expect(fixture.send('AT+LONG=0,3\r\nabcAT\r\n')).toBe(prompt + ok + ok);
    expect(fixture.send('AT+LONG=0,3\r\nabc\r\nAT+LONG=0,2\r\nde')).toBe(prompt + ok + prompt + ok);
    expect(fixture.notebook.data).toEqual(['abc', 'abc', 'de']);
  });

  test('CORE-21: a rejected header prints no prompt and takes no data', () => {
    const fixture = new PortFixture();
    for (const list of ['0', '0,0', '0,5761', '1,5', '0,"5"', '0,5,5']) {
      expect(fixture.line(`AT+LONG=${list}`)).toBe(parseError);
    }
    expect(fixture.line('AT')).toBe(ok);
  });

  test('CORE-16: the port is busy from the last byte to the line that ends the reply', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RAW=2');
    expect(fixture.send('xyAT\r\nA')).toBe(busy);
    fixture.notebook.running[0]?.finish('+RAW:OK');
    expect(fixture.output.text).toBe(`${prompt + busy}+RAW:OK\r\n`);
    expect(fixture.send('T\r\n')).toBe(ok);
  });

  test('a command may ask for data again when it has got some', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    const reply = fixture.notebook.running[0];
    reply?.prompt(1, () => {
      expect(fixture.port.busy).toBe(true);
      reply.prompt(2, (data) => reply.finish(fromBytes(data)));
      expect(fixture.port.busy).toBe(false);
    });
    expect(fixture.send('abcAT\r\n')).toBe(`${prompt}bc\r\n${ok}`);
  });

  test('a prompt may come later; what was typed ahead of it stays an unfinished line', () => {
    const fixture = new PortFixture();
    fixture.send('AT+RUN\r\nA');
    fixture.notebook.running[0]?.prompt(2, () => fixture.notebook.running[0]?.ok());
    expect(fixture.send('xyT\r\n')).toBe(ok + ok);
  });

  test('data of no length or twice at once is our own bug', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    const reply = fixture.notebook.running[0];
    expect(() => reply?.prompt(0, () => {})).toThrow('AT+RUN asks for 0 bytes of data');
    expect(() => reply?.prompt(1.5, () => {})).toThrow(TwinBug);
    reply?.prompt(1, () => {});
    expect(() => reply?.prompt(1, () => {})).toThrow('data is collected for one prompt at a time');
  });
});

describe('unsolicited messages', () => {
  test('CORE-22: each goes out whole, in order, none inside another message', () => {
    const fixture = new PortFixture();
    fixture.output.waits = true;
    fixture.port.urc('ONE');
    fixture.line('AT+CONNECT?');
    fixture.port.urc(toBytes('+RECV:0,"t",3,\r\n\0'));
    while (fixture.output.accept());
    expect(fixture.output.messages).toEqual([
      'ONE\r\n',
      '+CONNECT:0,"host"\r\n',
      ok,
      '+RECV:0,"t",3,\r\n\0\r\n',
    ]);
  });

  test('they are printed while data is collected and do not disturb it', () => {
    const fixture = new PortFixture();
    fixture.send('AT+LONG=0,4\r\nab');
    fixture.port.urc('WIFI DISCONNECT');
    expect(fixture.send('cd')).toBe(ok);
    expect(fixture.output.text).toBe(`${prompt}WIFI DISCONNECT\r\n${ok}`);
    expect(fixture.notebook.data).toEqual(['abcd']);
  });

  test('`printed` is called for each when it was accepted, not before', () => {
    const fixture = new PortFixture();
    fixture.output.waits = true;
    const printed: string[] = [];
    fixture.port.urc('A', () => printed.push('A'));
    fixture.port.urc('B', () => printed.push('B'));
    expect(printed).toEqual([]);
    fixture.output.accept();
    expect(printed).toEqual(['A']);
    fixture.output.accept();
    expect(printed).toEqual(['A', 'B']);
  });
});

test('the trace tells lines, endings, unsolicited messages and refusals', () => {
  const fixture = new PortFixture();
  const records: unknown[] = [];
  for (const kind of [atLine, atReply, atUrc, atBusy]) {
    fixture.kernel.trace.on(kind as typeof atLine, ({ kind: name, data }) => {
      records.push([name, data]);
    });
  }
  fixture.send('\r\nAT+RUN\r\nAT?\r\n');
  fixture.notebook.running[0]?.finish('+RUN:OK');
  fixture.line('NOPE');
  fixture.line('AT+SAY=');
  fixture.line('y'.repeat(400));
  fixture.port.urc('+NEWS');
  expect(records).toEqual([
    ['at.line', { line: 'AT+RUN', lineBytes: 6 }],
    ['at.line', { line: 'AT?', lineBytes: 3 }],
    ['at.busy', { line: 'AT?' }],
    ['at.reply', { command: 'AT+RUN', form: 'execute', ending: 'line', text: '+RUN:OK' }],
    ['at.line', { line: 'NOPE', lineBytes: 4 }],
    ['at.reply', { command: undefined, form: undefined, ending: 'format-error', text: undefined }],
    ['at.line', { line: 'AT+SAY=', lineBytes: 7 }],
    ['at.reply', { command: 'AT+SAY', form: 'set', ending: 'parse-error', text: undefined }],
    ['at.line', { line: 'y'.repeat(256), lineBytes: 400 }],
    ['at.reply', { command: undefined, form: undefined, ending: 'parse-error', text: undefined }],
    ['at.urc', { text: toBytes('+NEWS') }],
  ]);
});

test('what the trace shows of an unsolicited message is a copy', () => {
  const fixture = new PortFixture();
  const texts: Uint8Array[] = [];
  fixture.kernel.trace.on(atUrc, ({ data }) => texts.push(data.text));
  const message = toBytes('+NEWS');
  fixture.port.urc(message);
  message.fill(0);
  expect(texts).toEqual([toBytes('+NEWS')]);
});

test('a record that nobody reads is not built', () => {
  const fixture = new PortFixture();
  Object.assign(fixture.kernel.trace, { emit: () => expect.unreachable() });
  expect(fixture.send('AT\r\nAT+RUN\r\nAT\r\n')).toBe(ok + busy);
  fixture.port.urc('+NEWS');
  expect(fixture.output.messages).toEqual([ok, busy, '+NEWS\r\n']);
});

test('two commands of one name are our own bug', () => {
  const commands = [at, long, at];
  expect(() => new PortFixture(commands)).toThrow(TwinBug);
  expect(() => new PortFixture(commands)).toThrow('two commands have the same name');
});

import { describe, expect, test } from 'vitest';
import { toBytes } from './byte-string.ts';
import { documentTexts } from './testing/document-texts.ts';
import { PortFixture } from './testing/port-fixture.ts';

const { ok, formatError } = documentTexts;

describe('start and stop', () => {
  test('CORE-25: before the start a port prints and does not listen', () => {
    const fixture = new PortFixture();
    fixture.port.stop();
    expect(fixture.send('AT\r\nA')).toBe('');
    fixture.port.urc('ready', () => fixture.port.start());
    expect(fixture.output.text).toBe('ready\r\n');
    expect(fixture.send('T\r\n')).toBe(formatError);
    expect(fixture.send('AT\r\n')).toBe(ok);
  });

  test('a stop drops an unfinished or over-long line', () => {
    for (const unfinished of ['AT+SAY="', 'AT\r', 'x'.repeat(999)]) {
      const fixture = new PortFixture();
      fixture.send(unfinished);
      fixture.port.stop();
      fixture.port.start();
      expect(fixture.send('\nAT\r\n')).toBe(formatError);
      expect(fixture.send('AT\r\n')).toBe(ok);
    }
  });

  test('a stop leaves data mode', () => {
    const fixture = new PortFixture();
    fixture.send('AT+LONG=0,100\r\nabc');
    fixture.port.stop();
    fixture.port.start();
    expect(fixture.line('AT')).toBe(ok);
    expect(fixture.notebook.data).toEqual([]);
  });

  test('a stop undoes the running command, last in first out, and silences it', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    const reply = fixture.notebook.running[0];
    const undone: string[] = [];
    reply?.onAbort(() => undone.push('first'));
    reply?.onAbort(() => {
      undone.push('second');
      reply.error();
      fixture.port.urc('+GONE');
    });
    fixture.port.stop();
    expect(undone).toEqual(['second', 'first']);
    expect(fixture.port.busy).toBe(false);
    fixture.port.start();
    reply?.line('late');
    reply?.prompt(3, () => {});
    reply?.ok();
    reply?.onAbort(() => undone.push('at once'));
    expect(undone).toEqual(['second', 'first', 'at once']);
    expect(fixture.output.text).toBe('');
    expect(fixture.line('AT')).toBe(ok);
  });

  test('a stop does not undo a command that has ended', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    const reply = fixture.notebook.running[0];
    reply?.onAbort(() => expect.unreachable());
    reply?.ok();
    reply?.onAbort(() => expect.unreachable());
    fixture.port.stop();
    expect(fixture.output.text).toBe(ok);
  });

  test('a stop drops what was not printed, and the write under way is nobody’s any more', () => {
    const fixture = new PortFixture();
    fixture.output.waits = true;
    fixture.port.urc('ONE', () => expect.unreachable());
    fixture.port.urc('TWO', () => expect.unreachable());
    fixture.port.stop();
    fixture.output.forget();
    fixture.port.urc('ready');
    fixture.output.accept();
    expect(fixture.output.messages).toEqual(['ONE\r\n', 'ready\r\n']);
    expect(fixture.output.accept()).toBe(false);
  });

  test('a reset from within a command leaves the rest of the chunk unread', () => {
    const fixture = new PortFixture();
    fixture.port.receive(toBytes('AT+RUN\r\n'));
    fixture.notebook.running[0]?.prompt(1, () => {
      fixture.notebook.running[0]?.ok(() => {
        fixture.port.stop();
        fixture.port.start();
      });
    });
    expect(fixture.send('xAT+NOPE\r\nAT\r\n')).toBe(ok);
    expect(fixture.line('AT')).toBe(ok);
  });

  test('stopping twice, or from within an undo, is harmless', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    let undone = 0;
    fixture.notebook.running[0]?.onAbort(() => {
      undone += 1;
      fixture.port.stop();
      fixture.port.urc('+GONE');
    });
    fixture.port.stop();
    fixture.port.stop();
    fixture.port.start();
    expect([undone, fixture.line('AT')]).toEqual([1, ok]);
    expect(fixture.output.text).toBe(ok);
  });
});

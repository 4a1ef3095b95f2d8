import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { documentTexts } from './testing/document-texts.ts';
import { PortFixture } from './testing/port-fixture.ts';

const { ok, formatError, parseError, prompt } = documentTexts;

/** A port with the echo on. */
function echoing(...commands: ConstructorParameters<typeof PortFixture>): PortFixture {
  const fixture = new PortFixture(...commands);
  fixture.port.echo = true;
  return fixture;
}

describe('the echo', () => {
  test('is off at first, and after every start', () => {
    const fixture = new PortFixture();
    expect(fixture.line('AT')).toBe(ok);
    fixture.port.echo = true;
    expect(fixture.line('AT')).toBe(`AT\r\n${ok}`);
    fixture.port.stop();
    fixture.port.start();
    expect(fixture.line('AT')).toBe(ok);
  });

  test('is a message a chunk, and ends with the line it goes on in', () => {
    const fixture = echoing();
    fixture.send('A');
    fixture.send('T\r');
    fixture.send('\nAT\r\nAT');
    expect(fixture.output.messages).toEqual(['A', 'T\r', '\n', ok, 'AT\r\n', ok, 'AT']);
  });

  test('CORE-19, CORE-20: of counted data there is none, of the line behind it there is', () => {
    const fixture = echoing();
    fixture.send('AT+LONG=0,4\r\n\r\nabAT\r\n');
    expect(fixture.output.text).toContain(`AT+LONG=0,4\r\n${prompt}`);
    expect(fixture.output.text).not.toContain('ab');
    expect(fixture.output.text.endsWith(`AT\r\n${ok}`)).toBe(true);
    expect(fixture.notebook.data).toEqual(['\r\nab']);
  });

  test('is not given where nobody listens', () => {
    const fixture = echoing();
    fixture.port.deafen();
    expect(fixture.line('AT')).toBe('');
  });

  test('of any bytes in any chunks is those bytes, in order, around the answers', () => {
    const bytes = fc.string({ unit: fc.constantFrom('A', 'T', '\r', '\n', '\r\n', '"', '\xff') });
    fc.assert(
      fc.property(fc.array(bytes), (chunks) => {
        const fixture = echoing([]);
        const printed = chunks.map((chunk) => fixture.send(chunk)).join('');
        const echoed = printed.replaceAll(formatError, '').replaceAll(parseError, '');
        expect(echoed).toBe(chunks.join(''));
        const silent = new PortFixture([]);
        const answers = chunks.map((chunk) => silent.send(chunk)).join('');
        expect(printed.length).toBe(answers.length + echoed.length);
      }),
    );
  });
});

describe('deafen', () => {
  test('takes no further line, not even of the same chunk, and prints on', () => {
    const fixture = new PortFixture();
    fixture.line('AT+RUN');
    fixture.port.deafen();
    expect(fixture.send('AT\r\nAT+SAY="a"\r\n')).toBe('');
    fixture.notebook.running[0]?.ok();
    fixture.port.urc('+STILL');
    expect(fixture.output.text.endsWith(`${ok}+STILL\r\n`)).toBe(true);
    fixture.port.stop();
    fixture.port.start();
    expect(fixture.line('AT')).toBe(ok);
  });
});

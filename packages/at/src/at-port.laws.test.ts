import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBytes, toBytes } from './byte-string.ts';
import { documentTexts } from './testing/document-texts.ts';
import { PortFixture } from './testing/port-fixture.ts';
import { allCommands, immediateCommands } from './testing/sample-commands.ts';
import { atReply } from './trace-kinds.ts';

const { ok, error, formatError, parseError } = documentTexts;

/** Pieces that lines are made of, so that chance finds its way into the grammar. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('\r\n', '\r', '\n', '"', ',', '\\', '=', '?', '\0') },
  {
    weight: 3,
    arbitrary: fc.constantFrom('AT', 'AT\r\n', 'AT+CONNECT=0,"h",1,1', 'AT+MEMORY?', 'AT+SAY='),
  },
  { weight: 1, arbitrary: fc.constantFrom('AT+JOIN="home",,3\r\n', 'AT+ALPN=1,"x"\r\n') },
  { weight: 1, arbitrary: fc.integer({ min: 250, max: 600 }).map((count) => 'x'.repeat(count)) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 12 }).map((bytes) => fromBytes(bytes)) },
);
const dataPiece = fc.constantFrom('AT+LONG=0,7\r\n', 'AT+RAW=300\r\n', 'AT+RUN\r\n', 'AT+RAW=1');
const stream = (...pieces: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.array(fc.oneof(...pieces), { maxLength: 40 }).map((parts) => parts.join(''));
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 });

/** Sends `text` in chunks of the given sizes, over and over. */
function sendInChunks(fixture: PortFixture, text: string, sizes: readonly number[]): void {
  for (let from = 0, turn = 0; from < text.length; turn += 1) {
    const to = from + (sizes[turn % sizes.length] ?? 1);
    fixture.port.receive(toBytes(text.slice(from, to)));
    from = to;
  }
}

test('CORE-02: whatever came, in any chunks, the next CR LF puts the port in step', () => {
  fc.assert(
    fc.property(stream(piece), cuts, (text, sizes) => {
      const fixture = new PortFixture(immediateCommands);
      sendInChunks(fixture, text, sizes);
      fixture.send('\r\n');
      expect(fixture.line('AT')).toBe(ok);
    }),
    { numRuns: 500 },
  );
});

test('chunks make no difference to what is printed, called and collected', () => {
  fc.assert(
    fc.property(stream(piece, dataPiece), cuts, (text, sizes) => {
      const whole = new PortFixture(allCommands);
      const parts = new PortFixture(allCommands);
      whole.port.receive(toBytes(text));
      sendInChunks(parts, text, sizes);
      expect(parts.output.messages).toEqual(whole.output.messages);
      expect(parts.notebook.calls).toEqual(whole.notebook.calls);
      expect(parts.notebook.data).toEqual(whole.notebook.data);
    }),
    { numRuns: 500 },
  );
});

test('CORE-16: every line that is not empty gets exactly one final code', () => {
  const finalCodes = new Set([ok, error, formatError, parseError]);
  fc.assert(
    fc.property(stream(piece), cuts, (text, sizes) => {
      const fixture = new PortFixture(immediateCommands);
      let endings = 0;
      fixture.kernel.trace.on(atReply, () => (endings += 1));
      sendInChunks(fixture, text, sizes);
      const lines = text.split('\r\n').slice(0, -1);
      const count = lines.filter((line) => line !== '').length;
      const printed = fixture.output.messages.filter((message) => finalCodes.has(message));
      expect([endings, printed.length]).toEqual([count, count]);
    }),
    { numRuns: 500 },
  );
});

test('CORE-01: a line is refused for its length exactly beyond 256 bytes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 9, max: 600 }), cuts, (bytes, sizes) => {
      const fixture = new PortFixture();
      sendInChunks(fixture, `AT+SAY="${'x'.repeat(bytes - 9)}"\r\n`, sizes);
      expect(fixture.output.text).toBe(bytes <= 256 ? error : parseError);
    }),
  );
});

test('a stop at any moment, and a start, give a fresh port', () => {
  fc.assert(
    fc.property(stream(piece, dataPiece), (text) => {
      const fixture = new PortFixture(allCommands);
      fixture.output.waits = true;
      fixture.port.receive(toBytes(text));
      fixture.port.stop();
      fixture.output.forget();
      fixture.output.waits = false;
      fixture.port.start();
      expect(fixture.line('AT')).toBe(ok);
    }),
  );
});

test('CORE-19, CORE-20: counted data of any kind is verbatim and what follows is a line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), cuts, (data, sizes) => {
      const fixture = new PortFixture();
      const text = fromBytes(data);
      sendInChunks(fixture, `AT+LONG=0,${data.length}\r\n${text}AT\r\n`, sizes);
      expect(fixture.notebook.data).toEqual([text]);
      expect(fixture.output.text).toBe(documentTexts.prompt + ok + ok);
    }),
  );
});

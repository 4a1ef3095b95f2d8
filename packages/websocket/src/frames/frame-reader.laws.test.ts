import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { libraryFrame } from '../testing/library-frame.ts';
import { libraryReading } from '../testing/library-reading.ts';
import { decodeCloseBody } from './close-body.ts';
import { encodeFrameHeader } from './frame-header.ts';
import { FrameReader } from './frame-reader.ts';
import { maskedBytes } from './masked-bytes.ts';
import type { OpcodeName } from './opcode.ts';

const payload = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 130 }) },
  fc.integer({ min: 65_530, max: 65_540 }).map((length) => new Uint8Array(length).fill(length)),
);
const opcode = fc.constantFrom<OpcodeName>('continuation', 'binary', 'ping', 'pong', 'close');
const mask = fc.option(fc.uint8Array({ minLength: 4, maxLength: 4 }), { nil: undefined });

/** What this reader makes of bytes that come in pieces, in the words of `libraryReading`. */
function reading(bytes: Uint8Array, pieces: readonly number[], isServer: boolean): string[] {
  const log: string[] = [];
  let message: Uint8Array[] = [];
  let missingBytes = 0;
  let isLast = false;
  const finish = (): void => {
    if (missingBytes > 0 || !isLast) return;
    log.push(`message ${Buffer.concat(message).toString('hex')}`);
    message = [];
    isLast = false;
  };
  const reader = new FrameReader(isServer, {
    frame: ({ fin, bytes: length }) => {
      missingBytes = length;
      isLast = fin;
      finish();
    },
    data: (data) => {
      message.push(data.slice());
      missingBytes -= data.length;
      finish();
    },
    control: (header, body) => {
      if (header.opcode !== 'close') {
        log.push(`${header.opcode} ${Buffer.from(body).toString('hex')}`);
        return;
      }
      const close = decodeCloseBody(body);
      log.push('what' in close ? 'fault' : `close ${close.code ?? 1005}`);
      reader.stop();
    },
    overhead: () => undefined,
  });
  for (let start = 0, count = 0; start < bytes.length; count += 1) {
    const piece = bytes.subarray(start, start + (pieces[count % pieces.length] ?? 1));
    start += piece.length;
    if (reader.feed(piece) !== undefined) return [...log, 'fault'];
  }
  return log;
}

describe('the framing, held against a library', () => {
  it('writes every frame as the library does', () => {
    fc.assert(
      fc.property(opcode, fc.boolean(), payload, mask, (name, fin, bytes, key) => {
        const header = { opcode: name, fin, bytes: bytes.length, mask: key };
        const own = [...encodeFrameHeader(header), ...maskedBytes(bytes, key, 0)];
        const library = libraryFrame({ opcode: name, fin, payload: bytes, mask: key });
        expect(Buffer.compare(Uint8Array.from(own), library)).toBe(0);
      }),
    );
  });

  const frames = fc.array(
    fc.record({
      opcode,
      fin: fc.boolean(),
      payload: fc.uint8Array({ maxLength: 140 }),
      mask,
    }),
    { maxLength: 6 },
  );
  const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

  it('reads frames, good and bad, in whatever pieces, as the library does in one', () => {
    fc.assert(
      fc.property(frames, pieces, fc.boolean(), (list, sizes, isServer) => {
        const bytes = Uint8Array.from(list.flatMap((frame) => [...libraryFrame(frame)]));
        expect(reading(bytes, sizes, isServer)).toEqual(libraryReading(bytes, isServer));
      }),
      { numRuns: 500 },
    );
  });

  it('reads sound traffic from the peer that may send it as the library does', () => {
    const sound = frames.map((list) => {
      const key = Uint8Array.of(9, 8, 7, 6);
      let inMessage = false;
      return list.map((frame) => {
        const control = frame.opcode !== 'binary' && frame.opcode !== 'continuation';
        const name: OpcodeName = inMessage ? 'continuation' : 'binary';
        if (!control) inMessage = !frame.fin;
        return control
          ? { ...frame, fin: true, payload: frame.payload.subarray(0, 125), mask: key }
          : { ...frame, opcode: name, mask: key };
      });
    });
    fc.assert(
      fc.property(sound, pieces, (list, sizes) => {
        const bytes = Uint8Array.from(list.flatMap((frame) => [...libraryFrame(frame)]));
        expect(reading(bytes, sizes, true)).toEqual(libraryReading(bytes, true));
      }),
      { numRuns: 500 },
    );
  });

  it('reads any bytes as the library does, but that it takes no text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), pieces, (bytes, sizes) => {
        const own = reading(bytes, sizes, false);
        const library = libraryReading(bytes, false);
        // A text frame ends the reading here and goes on there.
        const isCut = own.at(-1) === 'fault';
        expect(isCut ? library.slice(0, own.length - 1) : library).toEqual(
          isCut ? own.slice(0, -1) : own,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

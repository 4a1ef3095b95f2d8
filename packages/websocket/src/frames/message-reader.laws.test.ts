import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handMadeFrame, type HandMadeFrame } from '../testing/hand-made-frame.ts';
import { reading } from '../testing/reading.ts';
import { encodeFrame } from './encode-frame.ts';

const opcodes = { binary: 2, ping: 9, pong: 10 } as const;
const payload = fc.oneof(
  { weight: 9, arbitrary: fc.uint8Array({ maxLength: 140 }) },
  fc.integer({ min: 65_530, max: 65_540 }).map((length) => new Uint8Array(length).fill(length)),
);
const key = fc.uint8Array({ minLength: 4, maxLength: 4 });
const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 });

const bytesOf = (frames: readonly HandMadeFrame[]): Uint8Array =>
  Uint8Array.from(frames.flatMap((frame) => [...handMadeFrame(frame)]));

/** Cuts bytes into pieces of these sizes, used in turn. */
function* cut(bytes: Uint8Array, pieceBytes: readonly number[]): Iterable<Uint8Array> {
  for (let start = 0, count = 0; start < bytes.length; count += 1) {
    const piece = bytes.subarray(start, start + (pieceBytes[count % pieceBytes.length] ?? 1));
    start += piece.length;
    yield piece;
  }
}

describe('a message reader', () => {
  // A message in fragments, each with a control frame before it, or with none.
  const fragment = fc.record({
    payload: fc.uint8Array({ maxLength: 140 }),
    before: fc.option(
      fc.record({
        opcode: fc.constantFrom('ping', 'pong'),
        payload: fc.uint8Array({ maxLength: 125 }),
      }),
      { nil: undefined },
    ),
    key,
  });
  const messages = fc.array(fc.array(fragment, { minLength: 1, maxLength: 4 }), { maxLength: 4 });

  it('finds what was sent, however it was cut into fragments and pieces', () => {
    fc.assert(
      fc.property(messages, sizes, fc.boolean(), (list, pieceBytes, isServer) => {
        const frames: HandMadeFrame[] = [];
        const sent: string[] = [];
        const add = (first: number, part: Uint8Array, mask: Uint8Array): void => {
          frames.push({ first, payload: part, key: isServer ? mask : undefined });
        };
        for (const fragments of list) {
          fragments.forEach(({ before, payload: part, key: mask }, index) => {
            if (before !== undefined) {
              add(0x80 | opcodes[before.opcode], before.payload, mask);
              sent.push(`${before.opcode} ${before.payload.join(' ')}`.trim());
            }
            const fin = index === fragments.length - 1 ? 0x80 : 0;
            add(fin | (index === 0 ? opcodes.binary : 0), part, mask);
          });
          const whole = fragments.flatMap(({ payload: part }) => [...part]);
          sent.push(`binary ${whole.join(' ')}`.trim());
        }
        expect(reading(cut(bytesOf(frames), pieceBytes), isServer)).toEqual(sent);
      }),
      { numRuns: 300 },
    );
  });

  it('finds the same in any frames, sound or not, in one piece and in many', () => {
    const frame = fc.record({
      first: fc.oneof(fc.constantFrom(0x82, 0x02, 0x80, 0x00, 0x89, 0x88), fc.nat({ max: 255 })),
      payload: fc.uint8Array({ maxLength: 140 }),
      key: fc.option(key, { nil: undefined, freq: 20 }),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), sizes, (list, pieceBytes) => {
        const bytes = bytesOf(list);
        for (const isServer of [true, false]) {
          const whole = reading([bytes], isServer);
          expect(reading(cut(bytes, pieceBytes), isServer)).toEqual(whole);
          const last = whole.findIndex((word) => /^(close|fault)/.test(word));
          expect(last === -1 ? whole.length - 1 : last).toBe(whole.length - 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same in any bytes, in one piece and in many', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), sizes, (bytes, pieceBytes) => {
        expect(reading(cut(bytes, pieceBytes), false)).toEqual(reading([bytes], false));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a frame as it is written', () => {
  it('is the one made by hand', () => {
    const mask = fc.option(key, { nil: undefined });
    fc.assert(
      fc.property(payload, mask, fc.boolean(), (bytes, own, fin) => {
        const first = (fin ? 0x80 : 0) | opcodes.binary;
        const frame = encodeFrame({ opcode: 'binary', fin, payload: bytes, mask: own });
        const byHand = handMadeFrame({ first, payload: bytes, key: own });
        expect(Buffer.compare(frame, byHand)).toBe(0);
      }),
    );
  });
});

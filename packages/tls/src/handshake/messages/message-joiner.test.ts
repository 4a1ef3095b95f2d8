import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat } from './vector.ts';
import { frameMessage } from './handshake-message.ts';
import { MessageJoiner } from './message-joiner.ts';

const body = fc.uint8Array({ maxLength: 300 });

test('messages come out as they went in, whatever records carry them', () => {
  fc.assert(
    fc.property(
      fc.array(body, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 400 }),
      (bodies, size) => {
        const wire = concat(...bodies.map((each) => frameMessage('certificate', each)));
        const joiner = new MessageJoiner();
        const out: Uint8Array[] = [];
        for (let at = 0; at < wire.length; at += size) {
          joiner.add(wire.subarray(at, at + size));
          for (let next = joiner.next(); next !== undefined; next = joiner.next()) {
            expect(next.type).toBe('certificate');
            out.push(next.body);
          }
        }
        expect(out).toEqual(bodies);
        expect(joiner.isMidMessage).toBe(false);
      },
    ),
  );
});

test('a message that has begun says how long it will be', () => {
  const joiner = new MessageJoiner();
  joiner.add(Uint8Array.of(11, 1, 2));
  expect([joiner.isMidMessage, joiner.announcedBytes, joiner.next()]).toEqual([true, 4, undefined]);
  joiner.add(Uint8Array.of(3));
  expect([joiner.announcedBytes, joiner.next()]).toEqual([4 + 0x010203, undefined]);
});

test('a type that TLS 1.2 does not know has no name', () => {
  const joiner = new MessageJoiner();
  joiner.add(Uint8Array.of(99, 0, 0, 0));
  expect(joiner.next()?.type).toBeUndefined();
});

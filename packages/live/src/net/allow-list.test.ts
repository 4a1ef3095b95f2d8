import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AllowList } from './allow-list.ts';

describe('A list of places the module may connect to', () => {
  test.each([
    ['broker.example:1883', 'broker.example', 1883, true],
    ['broker.example:1883', 'BROKER.Example', 1883, true],
    ['Broker.Example:1883', 'broker.example', 1883, true],
    ['broker.example:1883', 'broker.example', 1884, false],
    ['broker.example:1883', 'a.broker.example', 1883, false],
    ['broker.example:1883', 'brokerxexample', 1883, false],
    ['broker.example:*', 'broker.example', 1, true],
    ['*:1883', '203.0.113.9', 1883, true],
    ['*:1883', '203.0.113.9', 8883, false],
    ['*:*', 'anything', 65_535, true],
    ['*.example:1883', 'a.b.example', 1883, true],
    ['*.example:1883', 'example', 1883, false],
    ['192.168.1.*:*', '192.168.1.77', 80, true],
    ['192.168.1.*:*', '192.168.10.77', 80, false],
    ['a*bc*c:1', 'abcc', 1, true],
    ['a*bc*c:1', 'abc', 1, false],
    ['a*a:1', 'a', 1, false],
  ])('with %s: %s:%i is %s', (pattern, host, port, expected) => {
    expect(new AllowList([pattern]).permits([host], port)).toBe(expected);
  });

  test('asks for one name of the target and one pattern, both at the same port', () => {
    const list = new AllowList(['a.example:1', 'b.example:2']);
    expect(list.permits(['203.0.113.1', 'b.example'], 2)).toBe(true);
    expect(list.permits(['a.example', 'c.example'], 2)).toBe(false);
    expect(new AllowList([]).permits(['127.0.0.1'], 1883)).toBe(false);
  });

  test('that nobody gave holds this machine alone', () => {
    expect(AllowList.loopback.permits(['127.0.0.1'], 1883)).toBe(true);
    expect(AllowList.loopback.permits(['128.0.0.1'], 1883)).toBe(false);
  });

  test.each(['', 'broker.example', ':1883', 'a:0', 'a:65536', 'a:', 'a:1883x', 'a b:1', '[::1]:1'])(
    'has no pattern "%s"',
    (pattern) => {
      expect(() => new AllowList([pattern])).toThrow(
        expect.objectContaining({ code: 'LIVE_BAD_PATTERN' }),
      );
    },
  );

  test('says of a pattern with stars what a regular expression says', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), minLength: 1 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b', '.') });
    fc.assert(
      fc.property(text, name, (pattern, host) => {
        const pieces = pattern.split('*').map((piece) => piece.replaceAll('.', String.raw`\.`));
        const expected = new RegExp(`^${pieces.join('.*')}$`).test(host);
        expect(new AllowList([`${pattern}:*`]).permits([host], 1)).toBe(expected);
      }),
    );
  });
});

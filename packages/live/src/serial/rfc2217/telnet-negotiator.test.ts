import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Negotiation } from './telnet-decoder.ts';
import { TelnetNegotiator } from './telnet-negotiator.ts';

function side(options: readonly number[]) {
  const sent: [Negotiation, number][] = [];
  const negotiator = new TelnetNegotiator({
    options,
    send: (verb, option) => sent.push([verb, option]),
  });
  return { negotiator, sent };
}

describe('options', () => {
  test('are asked for on both sides; an answer to that is not answered', () => {
    const { negotiator, sent } = side([0, 44]);
    negotiator.begin();
    expect(sent.splice(0)).toEqual([
      ['will', 0],
      ['do', 0],
      ['will', 44],
      ['do', 44],
    ]);
    for (const verb of ['do', 'will'] as const) negotiator.receive(verb, 0);
    for (const verb of ['dont', 'wont'] as const) negotiator.receive(verb, 44);
    expect(sent).toEqual([]);
    expect([negotiator.theyUse(0), negotiator.theyUse(44)]).toEqual([true, false]);
  });

  test('that are offered or taken back are answered once', () => {
    const { negotiator, sent } = side([44]);
    for (const verb of ['will', 'will', 'wont', 'wont', 'do', 'do', 'dont', 'dont'] as const) {
      negotiator.receive(verb, 44);
    }
    const answers = ['do', 'dont', 'will', 'wont'].map((verb) => [verb, 44]);
    expect(sent).toEqual(answers);
  });

  test('that nobody knows are refused', () => {
    const { negotiator, sent } = side([44]);
    for (const verb of ['will', 'do', 'wont', 'dont'] as const) negotiator.receive(verb, 1);
    expect(sent).toEqual([
      ['dont', 1],
      ['wont', 1],
    ]);
    expect(negotiator.theyUse(1)).toBe(false);
  });

  test('come to rest between two, and both agree on them', () => {
    const options = fc.uniqueArray(fc.nat(4), { maxLength: 5 });
    fc.assert(
      fc.property(options, options, fc.boolean(), (ours, theirs, bothBegin) => {
        const [a, b] = [side(ours), side(theirs)];
        a.negotiator.begin();
        if (bothBegin) b.negotiator.begin();
        let turns = 0;
        while (a.sent.length + b.sent.length > 0) {
          expect((turns += 1)).toBeLessThan(20);
          for (const [verb, option] of a.sent.splice(0)) b.negotiator.receive(verb, option);
          for (const [verb, option] of b.sent.splice(0)) a.negotiator.receive(verb, option);
        }
        for (const option of ours) {
          expect(a.negotiator.theyUse(option)).toBe(theirs.includes(option));
          expect(b.negotiator.theyUse(option)).toBe(theirs.includes(option));
        }
      }),
    );
  });
});

import { generate } from 'mqtt-packet';
import { describe, expect, test } from 'vitest';
import type { BrokerRule } from './broker-rule.ts';
import type { Frame } from './packet-framer.ts';
import { RuleBook } from './rule-book.ts';

const puback: Frame = { name: 'puback', bytes: generate({ cmd: 'puback', messageId: 1 }) };
const drop = { do: 'drop' } as const;

function publish(topic: string): Frame {
  const fields = { qos: 0, dup: false, retain: false } as const;
  return { name: 'publish', bytes: generate({ cmd: 'publish', topic, payload: '', ...fields }) };
}

/** Which of so many PUBACKs, counted from 1, a rule befalls. */
function befallen(rule: Partial<BrokerRule>, count = 6): readonly number[] {
  const book = new RuleBook();
  book.add({ packet: 'puback', action: drop, ...rule });
  return Array.from({ length: count }, (_, index) => index + 1).filter(
    () => book.judge('broker', puback, 'a') !== undefined,
  );
}

describe('A rule', () => {
  test.each([
    ['the first, unless said otherwise', {}, [1]],
    ['the n-th', { nth: 3 }, [3]],
    ['so many', { times: 2 }, [1, 2]],
    ['so many from the n-th on', { nth: 2, times: 3 }, [2, 3, 4]],
    ['always', { times: 'always' }, [1, 2, 3, 4, 5, 6]],
    ['always from the n-th on', { nth: 5, times: 'always' }, [5, 6]],
  ] as const)('befalls %s', (_what, rule, numbers) => {
    expect(befallen(rule)).toEqual(numbers);
  });

  test.each([
    ['its kind of packet', { packet: 'suback' }, []],
    ['any packet', { packet: 'any' }, [1]],
    ['its side', { from: 'client' }, []],
    ['its side', { from: 'broker' }, [1]],
    ['its client', { clientId: 'b' }, []],
    ['its client', { clientId: 'a' }, [1]],
  ] as const)('looks at %s', (_what, rule, numbers) => {
    expect(befallen(rule)).toEqual(numbers);
  });

  test('counts only what it is meant for', () => {
    const book = new RuleBook();
    book.add({ packet: 'publish', topic: 'a', nth: 2, action: drop });
    const fates = ['a', 'b', 'b', 'a', 'a'].map((topic) =>
      book.judge('client', publish(topic), 'W800'),
    );
    expect(fates).toEqual([undefined, undefined, undefined, drop, undefined]);
  });

  test('finds its topic among the filters of a SUBSCRIBE', () => {
    const book = new RuleBook();
    const subscriptions = ['x', 'a/#'].map((topic) => ({ topic, qos: 1 as const }));
    const bytes = generate({ cmd: 'subscribe', messageId: 1, subscriptions });
    book.add({ packet: 'any', topic: 'a/#', action: drop });
    expect(book.judge('client', { name: 'subscribe', bytes }, '')).toEqual(drop);
  });

  test('that befalls a packet hides it from the rules behind it', () => {
    const book = new RuleBook();
    const first = book.add({ packet: 'puback', nth: 2, action: drop });
    const second = book.add({
      packet: 'any',
      times: 'always',
      action: { do: 'delay', ms: 1 },
    });
    const fates = [1, 2, 3].map(() => book.judge('broker', puback, '')?.do);
    expect(fates).toEqual(['delay', 'drop', 'delay']);
    expect([first.hits, second.hits]).toEqual([1, 2]);
  });

  test('taken back befalls nothing more, and the others stay', () => {
    const book = new RuleBook();
    const first = book.add({ packet: 'any', times: 'always', action: drop });
    book.add({ packet: 'any', times: 'always', action: { do: 'delay', ms: 5 } });
    expect(book.judge('broker', puback, '')?.do).toBe('drop');
    first.cancel();
    first.cancel();
    expect(book.judge('broker', puback, '')?.do).toBe('delay');
    expect(first.hits).toBe(1);
    book.clear();
    expect(book.judge('broker', puback, '')).toBeUndefined();
  });

  test('silence comes before every rule, which do not count meanwhile', () => {
    const book = new RuleBook();
    const rule = book.add({ packet: 'any', action: drop });
    book.silent = true;
    expect(book.judge('broker', puback, '')?.do).toBe('silence');
    book.silent = false;
    expect([rule.hits, book.judge('broker', puback, '')?.do]).toEqual([0, 'drop']);
  });
});

describe('What no rule can be', () => {
  test.each([
    ['BROKER_BAD_NUMBER', { nth: 0 }],
    ['BROKER_BAD_NUMBER', { nth: 1.5 }],
    ['BROKER_BAD_NUMBER', { times: 0 }],
    ['BROKER_BAD_NUMBER', { action: { do: 'delay', ms: -1 } }],
    ['BROKER_BAD_NUMBER', { action: { do: 'delay', ms: 0.5 } }],
    ['BROKER_BAD_NUMBER', { action: { do: 'duplicate', ms: NaN } }],
    ['BROKER_BAD_RULE', { packet: 'puback', topic: 't' }],
  ] as const)('%s: %o', (code, rule) => {
    expect(() => new RuleBook().add({ packet: 'any', action: drop, ...rule })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test.each([0, 256, -1, 1.5])('a refusal with code %d', (code) => {
    expect(() => new RuleBook().refuse(code, 1)).toThrow(
      expect.objectContaining({ code: 'BROKER_BAD_NUMBER' }),
    );
  });
});

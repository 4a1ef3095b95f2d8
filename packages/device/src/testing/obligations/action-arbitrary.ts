import fc from 'fast-check';
import type { acknowledgements, Action } from './action.ts';

type Some = fc.Arbitrary<readonly Action[]>;

const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 1, 2, 2);
const outageMs = fc.constantFrom(200, 3_000, 15_000, 40_000, 200_000);
const lateMs = fc.constantFrom(undefined, 40, 900, 9_900, 10_100, 14_000);

/** Opens a session; so many of ten are clean. */
const open = (cleanOf10: number): fc.Arbitrary<Action> =>
  fc.record({
    do: fc.constant('open' as const),
    clean: fc.nat(9).map((one) => one < cleanOf10),
    reconnect: fc.constantFrom(1, 1, 0),
    keepalive: fc.constantFrom(10, 20, 120),
  });

const publish = fc.record({
  do: fc.constant('publish' as const),
  qos,
  raw: fc.boolean(),
  bytes: fc.constantFrom(0, 10, 150, 200),
  retain: fc.boolean(),
  pauseMs: fc.constantFrom(0, 0, 0, 3, 20),
  prompt: fc.boolean(),
});
const large = publish.map((one) => ({ ...one, raw: true, bytes: 5_000 }));
const subscribe = fc.record({ do: fc.constant('subscribe' as const), topic: fc.nat(3), qos });
const unsubscribe = fc.record({ do: fc.constant('unsubscribe' as const), topic: fc.nat(3) });
const send = fc.record({
  do: fc.constant('send' as const),
  qos,
  count: fc.constantFrom(1, 1, 2, 5, 45),
  bytes: fc.constantFrom(0, 20, 300),
});
const withhold = (...packets: (typeof acknowledgements)[number][]): fc.Arbitrary<Action> =>
  fc.record({ do: fc.constant('withhold' as const), packet: fc.constantFrom(...packets), lateMs });
const cut = fc.record({
  do: fc.constant('cut' as const),
  packets: fc.nat(4),
  how: fc.constantFrom('fin' as const, 'rst' as const, 'rst' as const, 'stall' as const),
  place: fc.constantFrom('before' as const, 'half' as const, 'after' as const),
});
const drop = fc.record({
  do: fc.constant('drop' as const),
  how: fc.constantFrom('fin' as const, 'rst' as const),
});
const outage = fc.record({
  do: fc.constantFrom(
    'stall' as const,
    'stall' as const,
    'air' as const,
    'deaf' as const,
    'mute' as const,
  ),
  ms: outageMs,
});
const forget = fc.constant({ do: 'forget' } as const);
const trouble = fc.oneof(
  fc.record({ do: fc.constant('ignore' as const), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    do: fc.constant('refuse' as const),
    codes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }),
  }),
  fc.constant({ do: 'refuse-topic' } as const),
  fc.record({ do: fc.constant('chunks' as const), bytes: fc.constantFrom(1, 2, 7, 1_460) }),
);
const reset = fc.oneof(
  fc.constant({ do: 'clean' } as const),
  fc.constant({ do: 'clean' } as const),
  fc.constant({ do: 'restart' } as const),
  fc.record({ do: fc.constant('power' as const), offMs: fc.constantFrom(10, 2_000) }),
);
const question = fc.record({
  do: fc.constantFrom('state' as const, 'state' as const, 'topics' as const, 'interrupt' as const),
});
const pass = (...ms: readonly number[]): fc.Arbitrary<Action> =>
  fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(...ms) });
const anyPass = pass(1, 4, 7, 15, 60, 500, 4_000, 11_000, 25_000, 130_000);
/** From within an exchange to after the end of one, the way back included. */
const untilBack = pass(2, 6, 12, 12_000, 12_000, 25_000);

const late = withhold('puback', 'pubrec', 'pubcomp');
const overdue = fc.tuple(late, publish, pass(11_000));
/** A publish that comes while older ones are still being sent again. */
const backlog: Some = fc
  .tuple(overdue, overdue, late, drop, pass(10_020), publish)
  .map(([one, other, ...rest]) => [...one, ...other, ...rest]);

const groups = (cleanOf10: number): Some =>
  fc.oneof(
    { weight: 8, arbitrary: fc.tuple(publish) },
    { weight: 2, arbitrary: fc.tuple(subscribe) },
    { weight: 3, arbitrary: fc.tuple(send) },
    { weight: 1, arbitrary: fc.tuple(fc.oneof(large, unsubscribe, open(cleanOf10))) },
    { weight: 3, arbitrary: fc.tuple(fc.oneof(question, trouble, outage)) },
    { weight: 1, arbitrary: fc.tuple(fc.oneof({ weight: 3, arbitrary: reset }, forget)) },
    { weight: 4, arbitrary: fc.tuple(anyPass) },
    // An exchange, and something that happens to it.
    { weight: 4, arbitrary: fc.tuple(withhold('puback', 'pubrec', 'pubcomp'), publish, anyPass) },
    { weight: 2, arbitrary: fc.tuple(withhold('suback', 'connack', 'pingresp'), subscribe) },
    { weight: 1, arbitrary: fc.tuple(withhold('unsuback'), subscribe, unsubscribe) },
    { weight: 2, arbitrary: fc.tuple(withhold('pubrel'), send, untilBack) },
    { weight: 6, arbitrary: fc.tuple(cut, publish, untilBack) },
    { weight: 4, arbitrary: fc.tuple(cut, send, untilBack) },
    { weight: 1, arbitrary: fc.tuple(cut, fc.oneof(subscribe, unsubscribe), untilBack) },
    { weight: 3, arbitrary: fc.tuple(publish, pass(1, 4, 7, 15), drop, untilBack) },
    { weight: 2, arbitrary: fc.tuple(drop, send, publish) },
    // A broker that has forgotten, and comes to the same identifiers again.
    { weight: 1, arbitrary: fc.tuple(cut, send, pass(6, 15), forget, pass(12_000), send, anyPass) },
    { weight: 1, arbitrary: fc.tuple(withhold('pubrel'), send, forget, pass(12_000), send) },
    { weight: 2, arbitrary: backlog },
  );

/** Sequences that begin with a session. @param cleanOf10 how many of ten sessions are clean */
export function actionArbitrary(cleanOf10: number): fc.Arbitrary<readonly Action[]> {
  const rest = fc.array(groups(cleanOf10), { minLength: 3, maxLength: 16, size: 'max' });
  return fc.tuple(open(cleanOf10), rest).map(([first, others]) => [first, ...others.flat()]);
}

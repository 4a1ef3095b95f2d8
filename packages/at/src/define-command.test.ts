import { expect, expectTypeOf, test } from 'vitest';
import type { ByteString } from './byte-string.ts';
import { commandsFor } from './define-command.ts';
import { integer } from './integer.ts';
import { optional } from './optional.ts';
import { summary } from './testing/sample-commands.ts';
import { repeated } from './repeated.ts';
import type { Reply } from './reply.ts';
import { text } from './text.ts';

interface Module {
  readonly heapBytes: number;
}

const defineCommand = commandsFor<Module>();

test('the types of the arguments follow from the parameters', () => {
  const word = text({ bytesMin: 0, bytesMax: 9, summary, refuse: (value) => value === '' });
  const command = defineCommand({
    name: 'AT+TYPES',
    summary,
    query(module, reply) {
      expectTypeOf(module).toEqualTypeOf<Module>();
      expectTypeOf(reply).toEqualTypeOf<Reply>();
    },
    set: {
      parameters: {
        linkId: integer({ min: 0, max: 0, summary }),
        host: word,
        ssid: optional(word),
        interval: optional(integer({ min: 0, max: 7200, summary }), 1),
        names: repeated(word, { max: 5 }),
      },
      example: '',
      check(args) {
        expectTypeOf(args.names).toEqualTypeOf<ByteString[]>();
        return true;
      },
      run(module, args, reply) {
        expectTypeOf(module).toEqualTypeOf<Module>();
        expectTypeOf(reply).toEqualTypeOf<Reply>();
        expectTypeOf(args).toEqualTypeOf<{
          readonly linkId: number;
          readonly host: ByteString;
          readonly ssid: ByteString | undefined;
          readonly interval: number;
          readonly names: ByteString[];
        }>();
        // @ts-expect-error: no parameter has this name.
        void args.port;
      },
    },
  });
  expect(command.set?.argumentsMax).toBe(9);
});

test('a default of the wrong type does not compile', () => {
  // @ts-expect-error: the default of an integer is a number.
  const flawed = optional(integer({ min: 0, max: 1, summary }), 'on');
  expect(flawed.fallback).toBe('on');
});

test('a form that is not declared does not exist; the usage text does unless refused', () => {
  const bare = defineCommand({ name: 'AT+BARE', summary, execute: (_m, reply) => reply.ok() });
  expect([bare.query, bare.set, typeof bare.test]).toEqual([undefined, undefined, 'function']);
  expect(defineCommand({ name: 'AT+BARE', summary, usage: false }).test).toBeUndefined();
});

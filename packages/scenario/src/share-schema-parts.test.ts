import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { scenarioSchema } from './scenario-schema.ts';
import { shareSchemaParts } from './share-schema-parts.ts';

const long = { type: 'string', description: 'x'.repeat(400) };

/** The schema with every reference replaced by what it refers to. */
function spread(node: unknown, root: unknown): unknown {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((item) => spread(item, root));
  if ('$ref' in node && typeof node.$ref === 'string' && !node.$ref.startsWith('#/$defs')) {
    const path = node.$ref.slice(2).split('/');
    const keys = path.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    const found = keys.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root);
    return spread(found, root);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, spread(value, root)]));
}

describe('parts of a schema that are the same', () => {
  test('are written once, wherever they stand', () => {
    const schema = { properties: { 'a/~b': { anyOf: [long, { items: long }] }, c: long } };
    const shared = shareSchemaParts(schema);
    const $ref = '#/properties/a~1~0b/anyOf/0';
    const { description } = long;
    expect(shared).toEqual({
      properties: {
        'a/~b': { anyOf: [long, { items: { description, $ref } }] },
        c: { description, $ref },
      },
    });
    expect(spread(shared, shared)).toEqual(schema);
  });

  test('stay where they are short, or no schema', () => {
    const short = { type: 'string', description: 'x' };
    const words = { enum: ['x'.repeat(500)] };
    const schema = { a: short, b: short, c: words, d: words };
    expect(shareSchemaParts(schema)).toEqual(schema);
  });

  test('leave the schema of scenarios as it was', () => {
    const whole = z.toJSONSchema(scenarioSchema, { io: 'input' });
    const shared = shareSchemaParts(whole);
    const text = JSON.stringify(shared);
    expect(text).toContain('"$ref":"#/properties/world/');
    expect(text.match(/TLS_RSA_WITH_AES_128_CBC_SHA"/g)).toHaveLength(1);
    expect(spread(shared, shared)).toEqual(JSON.parse(JSON.stringify(whole)));
  });
});

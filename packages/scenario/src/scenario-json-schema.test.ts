import { expect, test } from 'vitest';
import { scenarioJsonSchema } from './scenario-json-schema.ts';
import { stepList } from './step-list.ts';

test('every step has a shape of its own, with words for an editor to show', () => {
  const { $defs } = scenarioJsonSchema() as {
    $defs: Record<string, { description: string; required: string[]; properties: object }>;
  };
  for (const { name, keys } of stepList) {
    const shape = $defs[`step-${name}`];
    expect(shape?.description).not.toBe('');
    expect(shape?.required).toContain(name);
    expect(Object.keys(shape?.properties ?? {})).toEqual(keys);
  }
});

test('every field says what it is', () => {
  const silent: string[] = [];
  const visit = (node: unknown, path: string) => {
    if (typeof node !== 'object' || node === null) return;
    const { properties } = node as { properties?: Record<string, { description?: string }> };
    for (const [name, field] of Object.entries(properties ?? {})) {
      if (field.description === undefined) silent.push(`${path}.${name}`);
    }
    for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`);
  };
  visit(scenarioJsonSchema(), '');
  expect(silent).toEqual([]);
});

import { z } from 'zod';
import { scenarioSchema } from './scenario-schema.ts';
import { stepList } from './step-list.ts';

/**
 * The JSON Schema of scenario files, for completion and hover in editors.
 * Generated from the same definitions the loader reads by.
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const whole = z.toJSONSchema(scenarioSchema, { io: 'input' });
  const steps = stepList.map(({ name, summary, schema }) => {
    const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input' });
    return [`step-${name}`, { ...shape, title: name, description: summary }] as const;
  });
  return {
    ...whole,
    $defs: {
      step: {
        description: 'One thing that happens.',
        anyOf: steps.map(([name]) => ({ $ref: `#/$defs/${name}` })),
      },
      ...Object.fromEntries(steps),
    },
  };
}

import { z } from 'zod';
import { scenarioSchema } from './scenario-schema.ts';
import { shareSchemaParts } from './share-schema-parts.ts';
import { stepList } from './step-list.ts';

/**
 * The JSON Schema of scenario files, for completion and hover in editors.
 * Generated from the same definitions the loader reads by.
 */
export function scenarioJsonSchema(): Record<string, unknown> {
  const whole = shareSchemaParts(z.toJSONSchema(scenarioSchema, { io: 'input' }));
  const steps = stepList.map(({ name, summary, schema }) => {
    const { $schema: _, ...shape } = z.toJSONSchema(schema, { io: 'input' });
    if (name === 'faults') referToFaults(shape);
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

interface Mapping {
  readonly properties: Record<string, { readonly description?: string }>;
}

/** The values of faults stand in the file once, below the step that applies one. */
function referToFaults(shape: object): void {
  const { faults } = (shape as { properties: { faults: Mapping } }).properties;
  const { properties } = (faults.properties['of'] as { items: Mapping }).items;
  for (const [name, { description = '' }] of Object.entries(properties)) {
    const $ref = `#/$defs/step-fault/properties/fault/properties/${name}`;
    Object.assign(properties, { [name]: { description, $ref } });
  }
}

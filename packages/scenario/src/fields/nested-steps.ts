import { z } from 'zod';

/** A list of steps inside a step. The loader reads each by its own definition. */
export function nestedSteps(description: string) {
  return z.array(z.unknown()).meta({ description, items: { $ref: '#/$defs/step' } });
}

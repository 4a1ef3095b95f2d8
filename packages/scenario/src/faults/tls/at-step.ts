import type { z } from 'zod';
import { handshakeStep } from '../../fields/handshake-step.ts';

/** The key of a fault's value that says when in the handshake it comes. */
export function atStep(byDefault: z.output<typeof handshakeStep>) {
  const description = `Which message of the broker. Default \`${byDefault}\`.`;
  return handshakeStep.default(byDefault).meta({ description });
}

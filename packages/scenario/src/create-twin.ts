import type { Twin, TwinOptions } from './twin.ts';

/**
 * A module in its world, ready for commands. Its methods do what the steps of
 * the same name do in a scenario, by the same code. Close it when done.
 * @throws z.ZodError when the world is not one
 * @throws RangeError when no dialect has the name, or a certificate cannot be used
 */
export async function createTwin(options: TwinOptions = {}): Promise<Twin> {
  // The models are heavy, and checking a file does without them.
  const { openTwin } = await import('./twin.ts');
  return openTwin(options);
}

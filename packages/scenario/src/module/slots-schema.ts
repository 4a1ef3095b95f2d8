import { z } from 'zod';
import type { ModuleSlots } from './module-slots.ts';

const named = z.strictObject({ name: z.string() });

/** What is put into a module's slots, as programs hand it to one another. */
export const slotsSchema: z.ZodType<ModuleSlots, ModuleSlots> = z.strictObject({
  ca: z.union([z.literal('none'), named, z.strictObject({ pem: z.string() })]).exactOptional(),
  identity: z
    .union([z.literal('none'), named, z.strictObject({ pem: z.string(), keyPem: z.string() })])
    .exactOptional(),
});

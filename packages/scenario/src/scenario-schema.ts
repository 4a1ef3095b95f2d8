import { z } from 'zod';
import { duration, durationMaxNs } from './fields/duration.ts';
import { nestedSteps } from './fields/nested-steps.ts';
import { variables } from './fields/variables.ts';
import { moduleSchema } from './module/module-schema.ts';
import { dialectDefault, scenarioDialects } from './scenario-dialects.ts';
import { worldSchema } from './world/world-schema.ts';
import { hour, second } from '@w800/kernel';

/** How long a wait takes at most when nothing else is said. */
export const withinDefaultNs = 5 * second;
/** Virtual time a run takes at most when nothing else is said. */
const limitDefaultNs = 24 * hour;

/** A whole file, without what its steps say. */
export const scenarioSchema = z
  .strictObject({
    name: z
      .string()
      .min(1)
      .max(200)
      .meta({ description: 'What the scenario shows, in a sentence.' }),
    description: z.string().optional().meta({ description: 'What a reader should know first.' }),
    tags: z
      .array(z.string().min(1))
      .default([])
      .meta({ description: 'Words to choose scenarios by, with --tag.' }),
    shows: z
      .array(z.string().regex(/^[A-Z]{2,8}-\d\d$/, 'Write it like CORE-18.'))
      .default([])
      .meta({ description: 'Ids of the requirements it shows, for `pnpm sim coverage`.' }),
    seed: z
      .int()
      .min(0)
      .max(4_294_967_295)
      .default(0)
      .meta({ description: 'Where all randomness comes from. Default 0; --seed overrides it.' }),
    dialect: z
      .enum(scenarioDialects.map(({ name }) => name))
      .optional()
      .meta({
        description:
          'How the module behaves where documents and firmware differ: ' +
          `${scenarioDialects.map(({ name, summary }) => `${name}, ${summary}`).join('; ')}. ` +
          `Without it: ${dialectDefault}, or what --dialect says.`,
      }),
    twinOnly: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({
        description:
          'Why it runs on the twin alone and on no real module. Steps that only the twin can do ' +
          'need no such word; they are known.',
      }),
    within: duration('How long each wait may take unless it says otherwise. Default 5s.').default(
      withinDefaultNs,
    ),
    limit: duration('Virtual time the whole run may take. Default 24h.')
      .refine((ns) => ns <= durationMaxNs)
      .default(limitDefaultNs),
    module: moduleSchema.optional(),
    world: worldSchema.optional(),
    vars: variables('Variables with a value from the start; `${name}` stands for it.').default({}),
    steps: nestedSteps('What happens, in order.'),
  })
  .meta({ title: 'W800 Twin scenario', description: 'A scenario for the W800 Twin.' });

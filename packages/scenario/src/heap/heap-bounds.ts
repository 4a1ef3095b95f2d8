import { z } from 'zod';
import { comparison } from '../fields/comparison.ts';
import { readSize } from '../fields/size.ts';
import { markName } from './mark-name.ts';
import { isOwnerPattern } from './owner-pattern.ts';

const size = (description: string, example: string) =>
  comparison(readSize, { description, examples: [example] });

const owner = z.string().meta({
  description: 'Who holds memory: `mqtt.client`, or a family, `tls.*`.',
  examples: ['mqtt.client', 'tls.*'],
});

const leaks = z
  .union([
    z.literal('none'),
    z.strictObject({
      since: markName.optional(),
      except: z
        .union([owner, z.array(owner).min(1)])
        .transform((value) => (typeof value === 'string' ? [value] : value))
        .superRefine((names, context) => checkOwners(names, context))
        .optional()
        .meta({ description: 'Owners that may hold more: one or a list.' }),
    }),
  ])
  .transform((value) => (value === 'none' ? {} : value))
  .meta({
    description:
      '`none`: no owner holds more than at the latest mark. `{ since: MARK, except: OWNER }` ' +
      'names the mark, and owners that may.',
  });

const owners = z
  .record(z.string(), size('Bytes it holds now, headers included.', '<= 12KiB'))
  .superRefine((value, context) => checkOwners(Object.keys(value), context, true))
  .meta({
    description: 'Bounds for what owners hold now, headers included: { mqtt.client: "<= 12KiB" }.',
  });

/** What `check: { heap: ... }` may say. */
export const heapBounds = z
  .strictObject({
    free: size('Free bytes now.', '>= 100KiB').optional(),
    used: size('Used bytes now.', '<= 120KiB').optional(),
    lowWater: size('The least free bytes since power-on.', '>= 64KiB').optional(),
    largest: size('The largest free block now.', '>= 17KiB').optional(),
    owners: owners.optional(),
    leaks: leaks.optional(),
    grownSince: z
      .record(z.string(), size('How much more its owners hold now.', '<= 4KiB'))
      .optional()
      .meta({
        description: 'Bounds for what owners hold more than at a mark, all together, by mark.',
      }),
    mark: markName.optional(),
  })
  .meta({ description: "Bounds for the module's heap." });

export type HeapBounds = z.output<typeof heapBounds>;

function checkOwners(
  names: readonly string[],
  context: z.core.$RefinementCtx,
  onKey = false,
): void {
  for (const [index, name] of names.entries()) {
    if (isOwnerPattern(name)) continue;
    const fix = 'Write an owner, such as `mqtt.client`, or a family, such as `tls.*`.';
    const params = { code: 'SCN_WRONG_VALUE', fix, onKey };
    const path = [onKey ? name : index];
    context.addIssue({ code: 'custom', message: `\`${name}\` names no owner`, path, params });
  }
}

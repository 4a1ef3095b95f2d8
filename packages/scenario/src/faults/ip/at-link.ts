import type { LinkConditions, LinkSettings, World } from '@w800/world';
import { z } from 'zod';

const towards = {
  servers: 'towardsServers',
  module: 'towardsModule',
} as const;

/** The keys of a fault's value that say which link it is about, and which way. */
export const atLink = {
  link: z
    .enum(['uplink', 'radio'])
    .default('uplink')
    .meta({ description: 'Behind the access points, or before them. Default `uplink`.' }),
  towards: z
    .enum(['servers', 'module'])
    .optional()
    .meta({ description: 'One way only. Default: both.' }),
};

/** Which link, and which way of it. */
export interface LinkPlace {
  readonly link: 'uplink' | 'radio';
  readonly towards?: keyof typeof towards | undefined;
}

/**
 * Has a link do something.
 * @param fault its name; what it said before about this link is replaced
 * @returns what takes it back
 */
export function imposeOn(
  world: World,
  { link, towards: way }: LinkPlace,
  fault: string,
  conditions: LinkConditions,
): () => void {
  const control = link === 'radio' ? world.link : world.uplink;
  const settings: LinkSettings = way === undefined ? conditions : { [towards[way]]: conditions };
  control.setConditions(settings, fault);
  return () => control.setConditions({}, fault);
}

import type { z } from 'zod';

/** What of a world can contradict something else in it. */
interface Described {
  readonly broker: readonly { readonly host: string; readonly port: number }[];
  readonly ntp: readonly { readonly host: string }[];
}

/** What is said against a world, at the place of the part that is to be changed. */
interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly what: string;
  readonly fix: string;
}

/** Reports every contradiction within a world that is well-formed in each of its parts. */
export function findContradictions(world: Described, context: z.core.$RefinementCtx): void {
  if (context.issues.length > 0) return;
  for (const { path, what, fix } of [...sharedPlaces(world), ...sharedTimeServers(world)]) {
    const params = { code: 'SCN_WORLD', fix };
    context.addIssue({ code: 'custom', message: what, path: [...path], params });
  }
}

function sharedPlaces({ broker }: Described): readonly Contradiction[] {
  const places = broker.map(({ host, port }) => `${host}:${port}`);
  return repeated(places).map((index) => ({
    path: ['broker', index],
    what: `two brokers at ${places[index]}`,
    fix: 'Give each broker a host or port of its own.',
  }));
}

function sharedTimeServers({ ntp }: Described): readonly Contradiction[] {
  const hosts = ntp.map(({ host }) => host);
  return repeated(hosts).map((index) => ({
    path: ['ntp', index],
    what: `two time servers at ${hosts[index]}`,
    fix: 'Give each time server a host of its own.',
  }));
}

/** Where in a list something stands that stood before. */
function repeated(list: readonly string[]): readonly number[] {
  return list.flatMap((one, index) => (list.indexOf(one) < index ? [index] : []));
}

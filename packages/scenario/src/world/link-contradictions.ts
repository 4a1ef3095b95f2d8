import type { Contradiction } from './contradiction.ts';
import type { LinksSpec, LinkSpec } from './link-schema.ts';

type Path = readonly (string | number)[];

/** What cannot be about the links of a world. */
export function linkContradictions(links: LinksSpec | undefined): readonly Contradiction[] {
  const { radio, uplink, servers = {} } = links ?? {};
  return [
    ...uselessQueues(radio, ['links', 'radio']),
    ...uselessQueues(uplink, ['links', 'uplink']),
    ...Object.entries(servers).flatMap(([host, link]) =>
      uselessQueues(link, ['links', 'servers', host]),
    ),
  ];
}

const ways = ['towardsServers', 'towardsModule'] as const;

/** A queue, where nothing ever has to wait. */
function uselessQueues(link: LinkSpec | undefined, path: Path): readonly Contradiction[] {
  if (link === undefined || link.bandwidth !== undefined) return [];
  const own = ways.filter((way) => link[way]?.queue !== undefined);
  const narrow = ways.filter((way) => link[way]?.bandwidth !== undefined);
  const useless: Path[] = own.filter((way) => !narrow.includes(way)).map((way) => [way, 'queue']);
  if (link.queue !== undefined && narrow.length === 0) useless.unshift(['queue']);
  return useless.map((place) => ({
    path: [...path, ...place],
    onKey: true,
    what: 'nothing waits in a queue without a `bandwidth`',
    fix: 'Give the link a `bandwidth`, or leave `queue` out.',
  }));
}

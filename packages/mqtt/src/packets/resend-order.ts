import type { Publication } from '../publication.ts';

/**
 * The order in which unfinished exchanges are sent again: that of their first
 * PUBLISH [MQTT-4.6.0-1]. Where PUBREC came in another order, the PUBREL among
 * them keep that one [MQTT-4.6.0-4].
 *
 * @param unfinished in the order of their first PUBLISH
 */
export function resendOrder(unfinished: Iterable<Publication>): Publication[] {
  const all = [...unfinished];
  const released = all
    .filter(({ awaiting }) => awaiting === 'pubcomp')
    .toSorted((one, other) => one.releasedAs - other.releasedAs)
    .values();
  return all.map((publication) =>
    publication.awaiting === 'pubcomp' ? (released.next().value ?? publication) : publication,
  );
}

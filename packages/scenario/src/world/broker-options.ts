import type { BrokerOptions } from '@w800/broker';
import { withoutUndefined } from '../without-undefined.ts';
import { listenerOptions, type ListenerParts } from './listener-options.ts';
import type { WorldSpec } from './world-schema.ts';

/**
 * A broker as it is told of itself.
 * @param address where it stands
 */
export function brokerOptions(
  { users, raw, listeners, ...own }: WorldSpec['broker'][number],
  address: string,
  parts: ListenerParts,
): BrokerOptions {
  return {
    ...listenerOptions(own, parts),
    host: address,
    ...withoutUndefined({ users, raw }),
    ...(listeners.length === 0
      ? {}
      : { listeners: listeners.map((one) => listenerOptions(one, parts)) }),
  };
}

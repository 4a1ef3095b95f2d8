import type { Kernel } from '@w800/kernel';
import type { ServerNetwork } from '@w800/ports';
import type { BrokerEnd } from './broker-end.ts';
import type { BrokerOptions } from './broker-options.ts';
import { Broker } from './broker.ts';
import { RawPeer } from './raw-peer.ts';

/** Starts a broker, or with `raw` a bare peer, and waits until it listens. */
export async function openBroker(
  kernel: Kernel,
  network: ServerNetwork,
  options: BrokerOptions,
): Promise<BrokerEnd> {
  if (options.raw === true) return new RawPeer(kernel, network, options);
  return Broker.create(kernel, network, options);
}

import { toBytes } from '@w800/at';
import type { SessionConfiguration } from '../session-configuration.ts';
import type { Layer } from './layer.ts';
import { schemes } from './scheme.ts';
import { tlsLayer } from './tls-layer.ts';
import type { TransportOptions } from './transport-options.ts';
import { websocketLayer } from './websocket-layer.ts';

/**
 * What the configured scheme puts between TCP and MQTT, the lowest first;
 * undefined when it needs a certificate slot that is empty.
 */
export function transportLayers(
  options: TransportOptions,
  { user, address, protocols }: SessionConfiguration,
  lostPacket: () => void,
): readonly Layer[] | undefined {
  const scheme = schemes.get(user.scheme) ?? options.kernel.fail(`no scheme ${user.scheme}`);
  const layers: Layer[] = [];
  if (scheme.tls) {
    const { certificates } = options;
    const trust = scheme.verifies ? certificates.ca(user.authorityId) : undefined;
    const identity = scheme.presents ? certificates.identity(user.certificateKeyId) : undefined;
    const isMissing =
      (scheme.verifies && trust === undefined) || (scheme.presents && identity === undefined);
    if (isMissing) return undefined;
    const target = { trust, identity, host: address.host, lostPacket };
    layers.push(tlsLayer(options, { ...target, protocols: protocols.map(toBytes) }));
  }
  if (scheme.websocket) {
    layers.push(websocketLayer(options, { address, path: user.path, secure: scheme.tls }));
  }
  return layers;
}

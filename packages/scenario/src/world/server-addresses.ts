import { isAddress } from './address.ts';
import type { WorldSpec } from './world-schema.ts';

/** The address of each server that is given by name. */
export type ServerAddresses = Readonly<Record<string, string>>;

/** Addresses for the servers that are given by name, from a block kept for documentation. */
export function serverAddresses({ broker, ntp, names }: WorldSpec): ServerAddresses {
  const found: Record<string, string> = {};
  for (const { host } of [...broker, ...ntp]) {
    if (isAddress(host) || host in found) continue;
    found[host] = names[host] ?? `203.0.113.${10 + Object.keys(found).length}`;
  }
  return found;
}

import type { Identity } from '@w800/tls';

/** The certificate without those above it. */
export function alone({ key, chain }: Identity): Identity {
  return { key, chain: chain.slice(0, 1) };
}

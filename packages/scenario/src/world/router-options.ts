import type { FirewallRule, NatSettings, RouterOptions } from '@w800/world';
import { withoutUndefined } from '../without-undefined.ts';
import type { BlockedSpec, NatSpec, RouterSpec } from './router-schema.ts';

/** A router as the world is told of it. */
export function routerOptions({ nat, blocked, portal }: RouterSpec): RouterOptions {
  return {
    ...(nat === undefined ? {} : { nat: natSettings(nat) }),
    blocks: blocked.map(firewallRule),
    ...(portal === undefined ? {} : { portal }),
  };
}

export function natSettings({ tcpIdle, udpIdle, answer }: NatSpec): NatSettings {
  return withoutUndefined({ tcpIdleNs: tcpIdle, udpIdleNs: udpIdle, answer });
}

export function firewallRule(spec: BlockedSpec): FirewallRule {
  return withoutUndefined(spec);
}

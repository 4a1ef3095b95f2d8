import type { FirewallRule } from './firewall.ts';
import type { NatSettings } from './nat.ts';
import type { RouterControl } from './router.ts';

/** What a router does from the beginning on. */
export interface RouterOptions {
  /** Absent: it passes everything. */
  readonly nat?: NatSettings;
  readonly blocks?: readonly FirewallRule[];
  /** Whether everybody has to log in first. */
  readonly portal?: boolean;
}

/** Has a router do what is said. */
export function setUp(router: RouterControl, { nat, blocks = [], portal }: RouterOptions): void {
  if (nat !== undefined) router.setNat(nat);
  for (const rule of blocks) router.block(rule);
  if (portal === true) router.setPortal(true);
}

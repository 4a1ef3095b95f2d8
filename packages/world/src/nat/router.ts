import type { Duration, Instant, Kernel } from '@w800/kernel';
import type { Internet } from '../ip/internet.ts';
import { resetFor } from '../ip/reset-for.ts';
import type { Gate, Packet } from '../link/gate.ts';
import type { Direction } from '../link/link-conditions.ts';
import type { Link } from '../link/link.ts';
import type { DropReason } from '../link/shaper.ts';
import type { Portal } from '../portal/portal.ts';
import { Firewall, type FirewallRule } from './firewall.ts';
import { Nat, type NatSettings } from './nat.ts';
import type { Refusal } from './refusal.ts';

/** What can be done to the router between the access points and the internet. */
export interface RouterControl {
  /** Translates addresses from now on, as it is said; undefined: it lets everything through. */
  setNat(settings: NatSettings | undefined): void;
  /**
   * Its way to the internet is silent for so long, and it has forgotten every
   * connection. Returns what ends the silence early.
   * @param answer what TCP segments of what it forgot get
   */
  restart(silentNs: Duration, answer?: Refusal): () => void;
  /** Lets some things not through any more. Returns what takes that back. */
  block(rule: FirewallRule): () => void;
  /** Whether everybody has to log in first. */
  setPortal(isOn: boolean): void;
}

/** The router between the access points and the internet. It stands in the way only when told. */
export class Router implements Gate, RouterControl {
  private readonly kernel: Kernel;
  private readonly uplink: Link;
  private readonly internet: Internet;
  private readonly nat = new Nat();
  private readonly firewall = new Firewall();
  private readonly portal: Portal;

  constructor(kernel: Kernel, uplink: Link, internet: Internet, portal: Portal) {
    this.kernel = kernel;
    this.uplink = uplink;
    this.internet = internet;
    this.portal = portal;
  }

  setNat(settings: NatSettings | undefined): void {
    if (settings === undefined) this.nat.off();
    else this.nat.on(settings, this.kernel.now);
    this.settle();
  }

  restart(silentNs: Duration, answer?: Refusal): () => void {
    this.nat.flush(answer);
    this.settle();
    // A silence that is there already ends when whoever began it says so.
    if (!this.uplink.isUp) return () => {};
    this.uplink.down();
    const alarm = this.kernel.after(silentNs, () => this.uplink.up());
    return () => {
      if (!alarm.pending) return;
      alarm.cancel();
      this.uplink.up();
    };
  }

  block(rule: FirewallRule): () => void {
    const allow = this.firewall.add(rule);
    this.settle();
    return () => {
      allow();
      this.settle();
    };
  }

  setPortal(isOn: boolean): void {
    if (isOn) this.portal.on();
    else this.portal.off();
    this.settle();
  }

  stops(packet: Packet, direction: Direction, at: Instant): DropReason | undefined {
    if (this.portal.stops(packet)) return 'portal';
    const refusal = this.firewall.refusalOf(packet, direction);
    if (refusal !== undefined) {
      if (direction === 'towardsServers') this.refuse(packet, refusal, at);
      return 'filter';
    }
    if (!this.nat.stops(packet, direction, at)) return undefined;
    this.refuse(packet, this.nat.answer, at);
    return 'nat';
  }

  /** Answers a segment in the name of whom it was for. */
  private refuse({ segment }: Packet, refusal: Refusal, at: Instant): void {
    if (segment === undefined || refusal === 'silence') return;
    const answer = resetFor(segment);
    if (answer === undefined) return;
    this.kernel.at(at, () => this.internet.inject(answer, [this.uplink]));
  }

  private settle(): void {
    const isInTheWay = this.portal.isOn || this.firewall.isOn || this.nat.isOn;
    this.uplink.gate = isInTheWay ? this : undefined;
  }
}

import { second, type Alarm, type Kernel } from '@w800/kernel';
import type { JoinFailure, OnAir, OwnAccessPoint, WifiMedium, WifiSecurity } from '@w800/ports';
import { ipv4Number, ipv4Text } from '../station/ipv4.ts';
import type { WifiMemory } from '../station/wifi-memory.ts';
import type { DhcpPool, SoftApSettings } from './soft-ap-settings.ts';

export interface SoftApEvents {
  joined(mac: string): void;
  addressed(mac: string, address: string): void;
  left(mac: string): void;
}

/** What the softAP is to be when it goes on the air. */
export interface SoftApPlan {
  readonly settings: SoftApSettings;
  readonly mac: string;
  /** The module's own address in its network. */
  readonly address: string;
}

export interface SoftApOptions {
  readonly kernel: Kernel;
  readonly medium: WifiMedium;
  /** After so long without a word from a station it is sent away. */
  readonly idleSeconds: number;
  readonly memory: Pick<WifiMemory, 'softAp' | 'guest'>;
  readonly events: SoftApEvents;
  readonly plan: () => SoftApPlan;
  /** The addresses to give out; undefined while the DHCP server is off. */
  readonly pool: () => DhcpPool | undefined;
}

interface Guest {
  readonly freeMemory: () => void;
  address: string | undefined;
  idle: Alarm | undefined;
}

/** The module's own access point with its DHCP server. */
export class SoftAp {
  private readonly options: SoftApOptions;
  private readonly guests = new Map<string, Guest>();
  /** Who had which address; a station that comes back gets its own again. */
  private readonly leases = new Map<string, string>();
  private onAir: OnAir | undefined;

  constructor(options: SoftApOptions) {
    this.options = options;
  }

  /**
   * Goes on the air; it stays as it is when it is there already.
   * @returns false when there is no memory for it
   */
  raise(): boolean {
    if (this.onAir !== undefined) return true;
    if (!this.options.memory.softAp.take()) return false;
    const plan = this.options.plan();
    this.onAir = this.options.medium.announce(this.own(plan));
    return true;
  }

  /** Leaves the air. Each station is reported as gone. */
  lower(): void {
    if (this.onAir === undefined) return;
    this.dropAll();
    this.powerOff();
  }

  /** Goes on the air anew, with what has been set meanwhile. @returns as `raise` */
  restart(): boolean {
    if (this.onAir === undefined) return true;
    this.lower();
    return this.raise();
  }

  /** What a reset does: nothing is said to anyone. */
  powerOff(): void {
    this.onAir?.off();
    this.onAir = undefined;
    for (const { idle, freeMemory } of this.guests.values()) {
      idle?.cancel();
      freeMemory();
    }
    this.guests.clear();
    this.leases.clear();
    this.options.memory.softAp.release();
  }

  /** The stations that have an address from the DHCP server, in the order they came. */
  leased(): readonly { readonly mac: string; readonly address: string }[] {
    return [...this.guests].flatMap(([mac, { address }]) =>
      address === undefined ? [] : [{ mac, address }],
    );
  }

  /** Sends a station away; false when it is not there. */
  drop(mac: string): boolean {
    if (!this.guests.has(mac)) return false;
    this.onAir?.drop(mac);
    this.remove(mac);
    return true;
  }

  dropAll(): void {
    for (const mac of this.guests.keys()) this.drop(mac);
  }

  private own({ settings, mac, address: gateway }: SoftApPlan): OwnAccessPoint {
    const { ssid, channel, hidden } = settings;
    return {
      ssid,
      bssid: mac,
      channel,
      security: settings.security as WifiSecurity,
      hidden: hidden === 1,
      admit: (station, password) => this.admit(settings, station, password),
      offer: (station) => this.addressFor(station, gateway),
      lease: (station) => {
        const guest = this.guests.get(station);
        const address = this.leases.get(station);
        if (guest === undefined || address === undefined) return;
        guest.address = address;
        this.options.events.addressed(station, address);
      },
      left: (station) => this.remove(station),
      silent: (station) => this.waitFor(station),
    };
  }

  private admit(settings: SoftApSettings, mac: string, password: string): JoinFailure | undefined {
    if (settings.security !== 0 && settings.password !== password) return 'wrong-password';
    // A station that associates anew has forgotten what it was.
    this.remove(mac);
    if (this.guests.size >= settings.stationsMax) return 'refused';
    const freeMemory = this.options.memory.guest();
    if (freeMemory === undefined) return 'refused';
    this.guests.set(mac, { freeMemory, address: undefined, idle: undefined });
    this.options.events.joined(mac);
    return undefined;
  }

  private addressFor(mac: string, gateway: string): string | undefined {
    const pool = this.options.pool();
    if (pool === undefined) return undefined;
    const first = ipv4Number(pool.first) ?? 0;
    const last = ipv4Number(pool.last) ?? 0;
    const isOffered = (address: string): boolean => {
      const number = ipv4Number(address) ?? -1;
      return number >= first && number <= last && address !== gateway;
    };
    const known = this.leases.get(mac);
    if (known !== undefined && isOffered(known)) return known;
    const taken = new Set(this.leases.values());
    for (let number = first; number <= last; number += 1) {
      const address = ipv4Text(number);
      if (!isOffered(address) || taken.has(address)) continue;
      this.leases.set(mac, address);
      return address;
    }
    return undefined;
  }

  /** A station that says nothing any more is sent away after a while. */
  private waitFor(mac: string): void {
    const guest = this.guests.get(mac);
    if (guest === undefined) return;
    const { kernel, idleSeconds } = this.options;
    guest.idle ??= kernel.after(idleSeconds * second, () => this.drop(mac));
  }

  private remove(mac: string): void {
    const guest = this.guests.get(mac);
    if (guest === undefined) return;
    guest.idle?.cancel();
    guest.freeMemory();
    this.guests.delete(mac);
    this.options.events.left(mac);
  }
}

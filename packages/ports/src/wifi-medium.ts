import type { Network, Pending } from './network.ts';

/**
 * Security as `+CWLAP` numbers it: 0 open, 1 WEP, 2 WPA, 3 WPA2, 4 WPA/WPA2,
 * 6 WPA3, 7 WPA2/WPA3.
 */
export type WifiSecurity = 0 | 1 | 2 | 3 | 4 | 6 | 7;

/** An access point as a scan shows it. */
export interface ScannedAccessPoint {
  readonly ssid: string;
  /** Six lower-case hexadecimal pairs with colons. */
  readonly bssid: string;
  /** 1 to 13. */
  readonly channel: number;
  /** dBm, negative. */
  readonly rssi: number;
  readonly security: WifiSecurity;
  readonly hidden: boolean;
  /** 802.11 standards it speaks: bit 0 b, bit 1 g, bit 2 n. All of them when absent. */
  readonly protocols?: number;
}

/** What a station sends out to hear who is there. */
export interface Probe {
  /** The station's own address. */
  readonly mac: string;
  readonly channel: number;
  /** The name it asks for; absent: any. */
  readonly ssid?: string;
}

export interface JoinRequest {
  readonly ssid: string;
  /** Empty for an open access point. */
  readonly password: string;
  readonly bssid?: string;
  /** The station's own address. */
  readonly mac: string;
  /** How seldom the station listens, in beacons; 1 when absent. */
  readonly listenIntervalBeacons?: number;
  /** 802.11 standards the station speaks: bit 0 b, bit 1 g, bit 2 n. All when absent. */
  readonly protocols?: number;
  /** Whether the station follows its access point to a channel; it does when absent. */
  readonly follows?: (channel: number) => boolean;
}

export type JoinFailure = 'no-access-point' | 'wrong-password' | 'refused';

export type JoinOutcome =
  | { readonly ok: true; readonly link: WifiLink }
  | {
      readonly ok: false;
      readonly reason: JoinFailure;
      /** 802.11 status code of the access point's answer, where it gave one. */
      readonly status?: number;
    };

/** An IPv4 address with what belongs to it. */
export interface AddressLease {
  readonly address: string;
  readonly gateway: string;
  readonly netmask: string;
  readonly nameServers: readonly string[];
  /** Seconds; 0 for an address that never runs out. */
  readonly leaseSeconds: number;
}

/** An association with an access point. */
export interface WifiLink {
  readonly ssid: string;
  readonly bssid: string;
  readonly channel: number;
  /** dBm at this moment. */
  readonly rssi: number;
  /**
   * Asks the DHCP servers behind the access point until one has given an address that is free.
   * `done` is called at most once: silence means no callback. The lease is then kept alive, until
   * the network is used from an address of the station's own.
   */
  requestLease(done: (lease: AddressLease) => void): Pending;
  /**
   * Sets who is told when a leased address may not be used any more (undefined), and of the one
   * that comes after it. Absent: leases hold for ever.
   */
  onLeaseChange?(changed: (lease: AddressLease | undefined) => void): void;
  /** The network as it is reached from that address. */
  network(lease: AddressLease): Network;
  /**
   * Sets who is told when the association is lost from outside, with the 802.11 reason code where
   * the access point gave one.
   */
  onLost(lost: (reason: LinkLoss, code?: number) => void): void;
  /** The station listens on other channels for so long. What is sent meanwhile waits, both ways. */
  listenElsewhere?(forNs: number): void;
  /**
   * The antenna is without power: nothing that is sent from now on gets out, not even what ends
   * a stream. Nobody is told; `leave` follows.
   */
  silence(): void;
  /** Leaves. Every stream over this link is gone without a word to its peer. */
  leave(): void;
}

/** Why an association ended: 802.11 deauthentication, or silence of the beacons. */
export type LinkLoss = 'deauthenticated' | 'beacons-lost';

/**
 * The module's own access point, as the air deals with it. Stations are named
 * by their address, six lower-case hexadecimal pairs with colons.
 */
export interface OwnAccessPoint extends Omit<ScannedAccessPoint, 'rssi'> {
  /** A station asks to come in: undefined when it is in from now on. */
  admit(mac: string, password: string): JoinFailure | undefined;
  /** The address a station would get; undefined when nobody answers its DHCP. */
  offer(mac: string): string | undefined;
  /** A station takes the address it was offered. */
  lease(mac: string): void;
  /** A station says that it leaves. */
  left(mac: string): void;
  /** A station can no longer be heard and does not know of it. */
  silent(mac: string): void;
}

/** What the module may do with its access point while it is on the air. */
export interface OnAir {
  /** Sends a station away. */
  drop(mac: string): void;
  /** Takes the access point off the air; its stations are gone. */
  off(): void;
}

/** The air around the module's antenna. */
export interface WifiMedium {
  /**
   * What can be heard now; the module adds the time a scan takes.
   * @param probe what the station sent out for it; nothing when it only listens
   */
  scan(probe?: Probe): readonly ScannedAccessPoint[];
  /** Tries to join. `done` is called exactly once, never synchronously. */
  join(request: JoinRequest, done: (outcome: JoinOutcome) => void): Pending;
  /** Puts the module's own access point on the air. */
  announce(own: OwnAccessPoint): OnAir;
}

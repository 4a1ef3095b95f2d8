import type { ScannedAccessPoint, WifiSecurity } from '@w800/ports';
import { Subnet } from '../ip/subnet.ts';
import { WorldError } from '../world-error.ts';

/** How a user describes an access point; what is left out gets a usual value. */
export interface AccessPointOptions {
  readonly ssid: string;
  /** Absent or empty: the access point is open. */
  readonly password?: string;
  /** Six hexadecimal pairs with colons. */
  readonly bssid?: string;
  /** 1 to 13. */
  readonly channel?: number;
  /** dBm, negative. */
  readonly rssi?: number;
  readonly security?: WifiSecurity;
  readonly hidden?: boolean;
  /** `192.168.10.0/24`; by default the n-th access point has 192.168.(9 + n).0/24. */
  readonly subnet?: string;
}

/** An access point with the network behind it. */
export interface AccessPoint extends ScannedAccessPoint {
  readonly password: string;
  readonly subnet: Subnet;
  readonly gateway: string;
}

const openNetwork: WifiSecurity = 0;
const wpa2: WifiSecurity = 3;

/** Fills in what the descriptions leave out. */
export function accessPointsFrom(list: readonly AccessPointOptions[]): readonly AccessPoint[] {
  const points = list.map(accessPointFrom);
  points.forEach(({ bssid, ssid }, index) => {
    const twin = points.findIndex((other) => other.bssid === bssid);
    if (twin === index) return;
    throw new WorldError(
      'WORLD_SAME_BSSID',
      `the access points "${points[twin]?.ssid}" and "${ssid}" share the BSSID ${bssid}`,
      'give each access point a BSSID of its own, or leave it out',
    );
  });
  return points;
}

function accessPointFrom(options: AccessPointOptions, index: number): AccessPoint {
  const subnet = new Subnet(options.subnet ?? `192.168.${10 + (index % 240)}.0/24`);
  const password = options.password ?? '';
  return {
    ssid: options.ssid,
    bssid: (options.bssid ?? derivedBssid(index)).toLowerCase(),
    channel: options.channel ?? [1, 6, 11][index % 3] ?? 1,
    rssi: options.rssi ?? -50,
    security: options.security ?? (password === '' ? openNetwork : wpa2),
    hidden: options.hidden ?? false,
    password,
    subnet,
    gateway: subnet.host(1),
  };
}

/** A locally administered address, so that it cannot be a real one. */
function derivedBssid(index: number): string {
  const low = [index >> 8, index & 0xff].map((byte) => byte.toString(16).padStart(2, '0'));
  return `02:00:5e:00:${low.join(':')}`;
}

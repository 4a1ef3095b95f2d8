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
  /** How many stations it takes, 0 to 2007; 0 takes none. Default: as many as come. */
  readonly stationsMax?: number;
  /** False: it is switched off when the world begins. */
  readonly up?: boolean;
  /** Time units of 1,024 µs from beacon to beacon, 15 to 1000. */
  readonly beaconIntervalTu?: number;
  /** 802.11 standards it speaks: bit 0 b, bit 1 g, bit 2 n. */
  readonly protocols?: number;
  /** Stations that listen less often are not taken; in beacons. Default: none is too seldom. */
  readonly listenIntervalMax?: number;
}

/** An access point with the network behind it, as the world begins. */
export interface AccessPoint extends ScannedAccessPoint {
  readonly password: string;
  readonly subnet: Subnet;
  readonly gateway: string;
  readonly stationsMax: number;
  readonly up: boolean;
  readonly beaconIntervalTu: number;
  readonly protocols: number;
  readonly listenIntervalMax: number;
}

const openNetwork: WifiSecurity = 0;
const wpa2: WifiSecurity = 3;

/** 802.11 numbers the stations of one access point from 1 to this. */
const stationsPossible = 2007;

/** 802.11: a beacon every 100 time units is what nearly every access point is set to. */
const usualBeaconIntervalTu = 100;

/** b, g and n. */
const everyProtocol = 7;

/** The listen interval of an association request has 16 bits. */
const listenIntervalPossible = 65_535;

/** What is a whole number, and between what. */
const ranges = {
  channel: [1, 14],
  rssi: [-120, 0],
  stationsMax: [0, stationsPossible],
  beaconIntervalTu: [15, 1000],
  protocols: [1, everyProtocol],
  listenIntervalMax: [1, listenIntervalPossible],
} as const;

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

/** @throws WorldError when the value cannot be that of an access point */
export function checkAccessPointValue(name: keyof typeof ranges, value: number): void {
  const [min, max] = ranges[name];
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new WorldError(
    'WORLD_BAD_ACCESS_POINT',
    `an access point cannot have ${name} ${value}`,
    `use a whole number from ${min} to ${max}`,
  );
}

function accessPointFrom(options: AccessPointOptions, index: number): AccessPoint {
  for (const name of Object.keys(ranges) as (keyof typeof ranges)[]) {
    const value = options[name];
    if (value !== undefined) checkAccessPointValue(name, value);
  }
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
    stationsMax: options.stationsMax ?? stationsPossible,
    up: options.up ?? true,
    beaconIntervalTu: options.beaconIntervalTu ?? usualBeaconIntervalTu,
    protocols: options.protocols ?? everyProtocol,
    listenIntervalMax: options.listenIntervalMax ?? listenIntervalPossible,
  };
}

/** A locally administered address, so that it cannot be a real one. */
function derivedBssid(index: number): string {
  const low = [index >> 8, index & 0xff].map((byte) => byte.toString(16).padStart(2, '0'));
  return `02:00:5e:00:${low.join(':')}`;
}

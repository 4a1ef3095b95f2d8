import type { ScannedAccessPoint, WifiSecurity } from '@w800/ports';

/**
 * The ciphers that go with a security, pairwise and group, as `+CWLAP`
 * numbers them: 0 none, 1 WEP40, 3 TKIP, 4 CCMP, 5 TKIP and CCMP. A mixed
 * network speaks to all stations at once in the older of its two.
 */
const ciphers: Readonly<Record<WifiSecurity, readonly [pairwise: number, group: number]>> = {
  0: [0, 0],
  1: [1, 1],
  2: [3, 3],
  3: [4, 4],
  4: [5, 3],
  6: [4, 4],
  7: [4, 4],
};

/** 802.11 standards as an access point tells them, and as `+CWLAP` does: b and g share bit 0. */
const everyProtocol = 7;
const bOrG = 3;
const n = 4;

/** No access point of the world offers WPS. */
const wps = 0;

/** The fields of `+CWLAP` that a mask asks for, bit 0 for the first. */
export function accessPointFields(point: ScannedAccessPoint, mask: number): readonly string[] {
  const { security, ssid, rssi, bssid, channel, protocols = everyProtocol } = point;
  const [pairwise, group] = ciphers[security];
  const standards = ((protocols & bOrG) === 0 ? 0 : 1) | (protocols & n);
  const all = [security, `"${ssid}"`, rssi, `"${bssid}"`, channel, pairwise, group, standards, wps];
  return all.filter((_, bit) => (mask & (1 << bit)) !== 0).map(String);
}

import type { ScannedAccessPoint, WifiSecurity } from '@w800/ports';
import type { JoinSettings } from '../settings/wifi-settings.ts';

const open: WifiSecurity = 0;
const wep: WifiSecurity = 1;
const wpa3: WifiSecurity = 6;
const wpa2OrWpa3: WifiSecurity = 7;

/**
 * The access point to join among those that can be heard. A fast search takes
 * the first that fits, channel by channel; a search of all channels takes the
 * strongest. Assumed: only a station that has lost its access point chooses anew, as no 802.11k,
 * r or v is documented that would have it look for a better one before.
 */
export function chooseAccessPoint(
  heard: readonly ScannedAccessPoint[],
  target: JoinSettings,
): ScannedAccessPoint | undefined {
  const { ssid, bssid, scanMode } = target;
  const fitting = heard.filter(
    (point) =>
      point.ssid === ssid &&
      (bssid === undefined || point.bssid === bssid) &&
      isAcceptable(point.security, target),
  );
  return fitting.toSorted(
    (a, b) => (scanMode === 1 ? 0 : a.channel - b.channel) || b.rssi - a.rssi,
  )[0];
}

/**
 * WPA3 demands protected management frames; below it an access point is taken
 * to have none.
 */
function isAcceptable(security: WifiSecurity, target: JoinSettings): boolean {
  if (target.securityRequired === 1 && (security === open || security === wep)) return false;
  if (target.protectedFrames === 0) return security !== wpa3;
  const isRequired = (target.protectedFrames & 2) !== 0;
  return !isRequired || security === wpa3 || security === wpa2OrWpa3;
}

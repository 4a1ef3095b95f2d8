import { figure, millisecond, second } from '@w800/kernel';

/** The air between the module and the access points. */
export const airFigures = {
  joinNs: figure(
    30 * millisecond,
    'ns',
    'assumed',
    'Authentication, association and key handshake are about ten frames; the scan before them is ' +
      "the module's own time.",
  ),
  wrongPasswordNs: figure(
    3_100 * millisecond,
    'ns',
    'derived',
    'hostapd repeats the first key message after 100 ms and then three times a second apart, and ' +
      'gives the station up.',
  ),
  beaconsLostNs: figure(6 * second, 'ns', 'documented', 'SDK wm_wifi.h'),
  rssiGoodMin: figure(
    -80,
    'dBm',
    'assumed',
    'Some ten decibels above what receivers of this class need for the lowest 802.11n rate; down ' +
      'to here repetition makes up for every loss.',
  ),
  rssiHeardMin: figure(
    -94,
    'dBm',
    'assumed',
    'Between what receivers of this class need for 6 Mbit/s and for 1 Mbit/s; beacons go out at ' +
      'one of these.',
  ),
} as const;

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
} as const;

import { figure, millisecond, second } from '@w800/kernel';

const lwip = 'SDK lwIP 2.1.3 dhcp.c';

/** DHCP at both ends. */
export const dhcpFigures = {
  dhcpAnswerNs: figure(
    50 * millisecond,
    'ns',
    'assumed',
    'A home router answers each message at once; the rest of the logged 0.7 s is the address ' +
      "check on the module's side.",
  ),
  dhcpFirstHost: figure(100, '1', 'assumed', 'Where the pool of a common home router begins.'),
  dhcpLeaseSeconds: figure(86_400, 's', 'assumed', 'One day, as common home routers lease.'),
  dhcpFineTickNs: figure(500 * millisecond, 'ns', 'documented', 'SDK lwIP 2.1.3 dhcp.h'),
  dhcpFirstTickNs: figure(
    258 * millisecond,
    'ns',
    'assumed',
    'From the first message to the next fine tick, which may be any part of it: so that the ' +
      'whole takes the 0.69 to 0.82 s that vendor logs show at a fast access point.',
  ),
  dhcpCoarseTickNs: figure(
    10 * second,
    'ns',
    'documented',
    'SDK lwIP 2.1.3 dhcp.h: DHCP_COARSE_TIMER_SECS, which the vendor has changed from 60',
  ),
  dhcpTimeoutSecondsMax: figure(
    60,
    's',
    'documented',
    `${lwip}: 2, 4, 8, 16, 32 s after DISCOVER and REQUEST, then this`,
  ),
  dhcpDoublingsMax: figure(5, '1', 'documented', `${lwip}: 1 << tries while tries is below 6`),
  dhcpRequestsMax: figure(6, '1', 'documented', `${lwip}: then all begins anew`),
  dhcpProbes: figure(2, '1', 'documented', `${lwip}: dhcp_check, one fine tick each`),
  dhcpDeclineSeconds: figure(10, 's', 'documented', `${lwip}: dhcp_decline`),
  dhcpRetryCoarseTicksMin: figure(
    6,
    '1',
    'documented',
    `${lwip}: a renewal is repeated half way to the next deadline, but not within a minute`,
  ),
  dhcpCoarseTicksMax: figure(0xffff, '1', 'documented', `${lwip}: 16 bits, 655,350 s`),
} as const;

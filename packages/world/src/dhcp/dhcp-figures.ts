import { figure, millisecond } from '@w800/kernel';

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
} as const;

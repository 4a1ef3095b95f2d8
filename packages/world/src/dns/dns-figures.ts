import { figure, millisecond, second } from '@w800/kernel';

const lwip = 'SDK lwIP 2.1.3 dns.c';

/** DNS at both ends. */
export const dnsFigures = {
  dnsAnswerNs: figure(
    20 * millisecond,
    'ns',
    'assumed',
    'A router that forwards the query to a near name server.',
  ),
  dnsTtlSeconds: figure(300, 's', 'assumed', 'As usual for the names of hosts that may move.'),
  dnsQueriesMax: figure(4, '1', 'documented', `${lwip}: DNS_MAX_RETRIES`),
  dnsTickNs: figure(1 * second, 'ns', 'documented', 'SDK lwIP 2.1.3 dns.h: DNS_TMR_INTERVAL'),
  dnsTableSize: figure(4, '1', 'documented', 'SDK lwIP 2.1.3 opt.h: DNS_TABLE_SIZE'),
  dnsServersMax: figure(2, '1', 'documented', 'SDK lwipopts.h: DNS_MAX_SERVERS'),
  dnsNameBytesMax: figure(255, 'bytes', 'documented', `${lwip}: below DNS_MAX_NAME_LENGTH, 256`),
  dnsTtlSecondsMax: figure(604_800, 's', 'documented', `${lwip}: DNS_MAX_TTL, a week`),
  dnsPortMin: figure(1_024, '1', 'documented', `${lwip}: DNS_PORT_ALLOWED`),
  moduleResolveLimitNs: figure(
    7 * second,
    'ns',
    'derived',
    `${lwip}: four queries of one server, given up 1, 1, 2 and 3 ticks after each`,
  ),
} as const;

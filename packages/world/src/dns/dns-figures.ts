import { figure, millisecond, second } from '@w800/kernel';

/** DNS at both ends. */
export const dnsFigures = {
  dnsAnswerNs: figure(
    20 * millisecond,
    'ns',
    'assumed',
    'A router that forwards the query to a near name server.',
  ),
  dnsQueriesMax: figure(4, '1', 'documented', 'lwIP 2.1.3 dns.c'),
  dnsTickNs: figure(1 * second, 'ns', 'documented', 'lwIP 2.1.3 dns.c'),
  moduleResolveLimitNs: figure(
    7 * second,
    'ns',
    'derived',
    'lwIP 2.1.3 dns.c: four queries of one server, given up 1, 1, 2 and 3 ticks after each',
  ),
} as const;

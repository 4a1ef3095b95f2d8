import { figure, millisecond, second } from '@w800/kernel';

const lwip = 'lwIP 2.1.3 options of the SDK';
const rfc6298 = 'RFC 6298';

/** Constants of the surroundings and of the two TCP stacks that meet in them. */
export const worldFigures = {
  radioLatencyNs: figure(
    2 * millisecond,
    'ns',
    'assumed',
    'One way over the air: a frame, its acknowledgement and a short wait for the medium.',
  ),
  uplinkLatencyNs: figure(
    1 * millisecond,
    'ns',
    'assumed',
    'One way from the access point to a server in the same building.',
  ),
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
  dhcpAnswerNs: figure(
    50 * millisecond,
    'ns',
    'assumed',
    'A home router answers each message at once; the rest of the logged 0.7 s is the address ' +
      "check on the module's side.",
  ),
  dhcpFirstHost: figure(100, '1', 'assumed', 'Where the pool of a common home router begins.'),
  dhcpLeaseSeconds: figure(86_400, 's', 'assumed', 'One day, as common home routers lease.'),
  dnsAnswerNs: figure(
    20 * millisecond,
    'ns',
    'assumed',
    'A router that forwards the query to a near name server.',
  ),
  dnsQueriesMax: figure(4, '1', 'documented', 'lwIP 2.1.3 dns.c'),
  dnsTickNs: figure(1 * second, 'ns', 'documented', 'lwIP 2.1.3 dns.c'),

  timeSeconds: figure(
    1_767_225_600,
    's',
    'assumed',
    '2026-01-01 00:00:00 UTC, in seconds since 1970: any day will do, but always the same.',
  ),

  moduleMssBytes: figure(1460, 'bytes', 'documented', lwip),
  moduleSendBufferBytes: figure(8_760, 'bytes', 'documented', `${lwip}: 6 segments`),
  moduleWindowBytes: figure(11_680, 'bytes', 'documented', `${lwip}: 8 segments`),
  moduleWindowUpdateBytes: figure(2_920, 'bytes', 'documented', 'lwIP 2.1.3 opt.h: a quarter'),
  moduleFirstFlightBytes: figure(4_380, 'bytes', 'measured', "The SDK's lwIP, stepped."),
  moduleSocketsMax: figure(8, '1', 'documented', lwip),
  moduleFastTickNs: figure(250 * millisecond, 'ns', 'documented', 'lwIP 2.1.3 tcp_priv.h'),
  moduleFirstTimeoutTicks: figure(6, '1', 'documented', 'lwIP 2.1.3 tcp.c: 3 s of slow ticks'),
  moduleBackoffShift: figure(1, '1', 'measured', "The SDK's lwIP, stepped: tcp_backoff[0..1]."),
  moduleRetransmissionsMax: figure(
    3,
    '1',
    'documented',
    `${lwip}: TCP_MAXRTX, which ends a SYN too`,
  ),
  moduleProbeTicks: figure(3, '1', 'documented', 'lwIP 2.1.3 tcp.c: tcp_persist_backoff'),
  moduleProbeTicksMax: figure(120, '1', 'documented', 'lwIP 2.1.3 tcp.c: tcp_persist_backoff'),
  moduleConnectLimitNs: figure(
    9_250 * millisecond,
    'ns',
    'derived',
    'lwIP 2.1.3 gives a SYN up after 9.0 to 9.5 s, as its slow timer falls',
  ),
  moduleSilenceLimitNs: figure(
    8 * second,
    'ns',
    'derived',
    'lwIP 2.1.3 on a fast path: sent again after 1.5, 4.5 and 7.5 s, given up a tick later',
  ),
  moduleResolveLimitNs: figure(
    7 * second,
    'ns',
    'derived',
    'lwIP 2.1.3 dns.c: four queries of one server, given up 1, 1, 2 and 3 ticks after each',
  ),
  moduleTimeWaitNs: figure(4 * second, 'ns', 'documented', `${lwip}: twice TCP_MSL`),
  modulePortMin: figure(49_152, '1', 'documented', 'lwIP 2.1.3 tcp.c'),
  modulePortMax: figure(65_535, '1', 'documented', 'lwIP 2.1.3 tcp.c'),

  serverMssBytes: figure(1460, 'bytes', 'assumed', 'Ethernet without tunnels.'),
  serverSendBufferBytes: figure(262_144, 'bytes', 'assumed', 'Linux grows it as needed.'),
  serverWindowBytes: figure(
    65_535,
    'bytes',
    'derived',
    'The most a peer without window scaling can be offered; lwIP is built without.',
  ),
  serverFirstFlightBytes: figure(14_600, 'bytes', 'documented', 'RFC 6928: 10 segments'),
  serverFirstTimeoutNs: figure(1 * second, 'ns', 'documented', rfc6298),
  serverTimeoutMinNs: figure(200 * millisecond, 'ns', 'documented', 'Linux TCP_RTO_MIN'),
  serverTimeoutMaxNs: figure(120 * second, 'ns', 'documented', 'Linux TCP_RTO_MAX'),
  serverRetransmissionsMax: figure(15, '1', 'documented', 'Linux tcp_retries2'),
  serverSynRetransmissionsMax: figure(5, '1', 'documented', 'Linux tcp_synack_retries'),
  serverDelayedAckNs: figure(40 * millisecond, 'ns', 'documented', 'Linux TCP_DELACK_MIN'),
  serverTimeWaitNs: figure(60 * second, 'ns', 'documented', 'Linux TCP_TIMEWAIT_LEN'),
} as const;

import { figure, millisecond, second } from '@w800/kernel';

const rfc6298 = 'RFC 6298';

/** The TCP of servers: what matters of Linux. */
export const serverTcpFigures = {
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
  serverFinWaitNs: figure(60 * second, 'ns', 'documented', 'Linux tcp_fin_timeout'),
  serverKeepaliveIntervalNs: figure(75 * second, 'ns', 'documented', 'Linux tcp_keepalive_intvl'),
  serverKeepaliveProbesMax: figure(9, '1', 'documented', 'Linux tcp_keepalive_probes'),
} as const;

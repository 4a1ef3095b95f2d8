import { figure, millisecond } from '@w800/kernel';

/** The links of the surroundings. */
export const linkFigures = {
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
  radioOverheadBytes: figure(
    54,
    'bytes',
    'assumed',
    'A QoS data header (26), CCMP (16), LLC and SNAP (8) and the check sequence (4); preamble, ' +
      'gaps and acknowledgement are in the latency.',
  ),
  reorderHoldNs: figure(
    20 * millisecond,
    'ns',
    'assumed',
    'How long a packet that others shall overtake is held back: longer than a burst is on its ' +
      'way, shorter than any retransmission timeout.',
  ),
  ipHeaderBytes: figure(20, 'bytes', 'documented', 'RFC 791, without options'),
  tcpHeaderBytes: figure(20, 'bytes', 'documented', 'RFC 9293, without options'),
  mssOptionBytes: figure(4, 'bytes', 'documented', 'RFC 9293'),
  udpHeaderBytes: figure(8, 'bytes', 'documented', 'RFC 768'),
} as const;

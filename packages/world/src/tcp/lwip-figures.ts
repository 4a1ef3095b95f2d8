import { figure, millisecond, second } from '@w800/kernel';

const lwip = 'lwIP 2.1.3 options of the SDK';

/** The module's TCP: lwIP 2.1.3 as the SDK configures it. */
export const lwipFigures = {
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
  moduleTimeWaitNs: figure(4 * second, 'ns', 'documented', `${lwip}: twice TCP_MSL`),
  moduleFinWaitNs: figure(20 * second, 'ns', 'documented', 'lwIP 2.1.3 tcp_priv.h'),
  moduleLastAckNs: figure(4 * second, 'ns', 'documented', `${lwip}: twice TCP_MSL`),
  moduleOutOfOrderTimeouts: figure(6, '1', 'documented', 'lwIP 2.1.3 tcp_priv.h'),
  moduleKeepaliveIntervalNs: figure(1 * second, 'ns', 'documented', 'SDK: TCP_KEEPINTVL it sets'),
  moduleKeepaliveProbesMax: figure(3, '1', 'documented', 'SDK: TCP_KEEPCNT it sets'),
  modulePortMin: figure(49_152, '1', 'documented', 'lwIP 2.1.3 tcp.c'),
  modulePortMax: figure(65_535, '1', 'documented', 'lwIP 2.1.3 tcp.c'),
} as const;

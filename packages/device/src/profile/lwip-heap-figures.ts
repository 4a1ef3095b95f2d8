import { figure } from '@w800/kernel';

const options = 'lwIP 2.1.3 options of the SDK';

/**
 * What lwIP takes, every object a block of its own (MEMP_MEM_MALLOC). Idle TCP
 * sockets were found to cost 456 bytes, UDP sockets about 312, with headers.
 */
export const lwipHeapFigures = {
  connectionBytes: figure(64, 'bytes', 'derived', 'netconn of lwIP 2.1.3: 88 with its header'),
  tcpMailboxBytes: figure(120, 'bytes', 'derived', `${options}: 10 messages behind the queue's 80`),
  tcpControlBytes: figure(200, 'bytes', 'derived', 'pcb: what 456 leave beside the other two'),
  udpMailboxBytes: figure(104, 'bytes', 'derived', `${options}: 6 messages behind the queue's 80`),
  udpControlBytes: figure(72, 'bytes', 'derived', 'pcb: 96 with its header'),
  dhcpBytes: figure(104, 'bytes', 'derived', 'lwIP 2.1.3 dhcp.h, beside its socket'),
  segmentDataBytes: figure(1_460, 'bytes', 'documented', `${options}: TCP_MSS`),
  sendBufferBytes: figure(8_760, 'bytes', 'documented', `${options}: TCP_SND_BUF`),
  segmentHeaderBytes: figure(70, 'bytes', 'derived', 'pbuf 16 and 54 of headers before the data'),
  segmentControlBytes: figure(16, 'bytes', 'derived', 'tcp_seg: 40 with its header'),
  frameHeaderBytes: figure(
    124,
    'bytes',
    'derived',
    'a full window of 8 frames is put at 12,900: pbuf 16, headers 54, the driver in front of both',
  ),
  frameRetryMs: figure(
    1_000,
    'ms',
    'assumed',
    'a frame without a buffer is lost; a peer sends again after a second (RFC 6298), then two ...',
  ),
  frameRetryMsMax: figure(16_000, 'ms', 'assumed', 'a peer does not wait for ever'),
};

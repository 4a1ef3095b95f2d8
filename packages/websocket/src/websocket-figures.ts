import { figure, type Figures } from '@w800/kernel';

/** Limits of both ends of a WebSocket. */
export const websocketFigures = {
  answerBytesMax: figure(
    1_036,
    'bytes',
    'derived',
    'SDK WebSocket.c reads 12 bytes of status and then at most 1,024 of headers',
  ),
  requestBytesMax: figure(8_192, 'bytes', 'assumed', 'what common servers take as a request head'),
  messageBytesMax: figure(
    268_435_460,
    'bytes',
    'derived',
    'MQTT 3.1.1 section 2.2.3: 268,435,455 bytes behind a fixed header of 5, the longest packet',
  ),
  writeRetryMs: figure(
    1_000,
    'ms',
    'derived',
    'lwIP 2.1.3 polls a blocked connection every 2 slow ticks of 500 ms (NETCONN_TCP_POLL_INTERVAL)',
  ),
  closeLimitMs: figure(
    10_000,
    'ms',
    'assumed',
    'how long an end waits for the other to close; RFC 6455 names no limit',
  ),
} satisfies Figures;

import type { HeapRuns, TlsUse } from './heap-runs.ts';

/** A figure that is known of the module, and what the model makes of it. */
export interface HeapRow {
  readonly what: string;
  /** Bytes, but for the rows that count. */
  readonly known: number;
  /** Where it is known from. */
  readonly from: string;
  /** As a run shows it; undefined: nothing in the model holds it. */
  readonly model: ((runs: HeapRuns) => number) | undefined;
  /** Why the two differ; needed beyond 5 %, and where nothing holds it. */
  readonly reason?: string;
}

const logs = 'logs of the vendor';
const measured = "measured: the SDK's mbedTLS";
const counted = 'counted from the sources';
const guessed = 'an estimate';

const rsa = 'TLS, RSA, not verified';
const verified = 'TLS, RSA, verified';
const gcm = 'TLS, RSA, verified, AES-128-GCM';
const mutual = 'TLS, RSA on both sides';
const curve = 'TLS, P-256, not verified';
const keyExchange = 'TLS, RSA key exchange, not verified';

const lastingReason =
  'the eight locks that the library makes once and the two semaphores of lwIP are counted apart';

/** Every figure of the heap, section by section. */
export const heapRows: Readonly<Record<string, readonly HeapRow[]>> = {
  'The heap and the boot': [
    row('free at power-on', 258_744, 'addresses in the 2.2 image', bytes('power-on')),
    row('free when the boot prints it', 251_000, counted, bytes('boot print')),
    row('taken by then', 7_700, `${guessed}: 7 to 8 KB`, bytes('boot.')),
    row('of it NVS: 144 + 42 × 8 sectors + ...', 728, 'the NVS document', bytes('boot.nvs')),
    row('free with a station that has joined', 151_000, `${logs}, ± 15,000`, bytes('joined')),
  ],
  'Tasks: stack, control block of 104, a header each': [
    row('main, until it ends', 4_248, 'SDK wm_task_config.h', bytes('boot.main')),
    row('AT, receiving', 8_344, `${guessed}: as the other`, bytes('at.receive-task')),
    row('AT, working', 8_344, 'SDK wm_task_config.h', bytes('at.process-task')),
    row('MQTT client, never deleted', 8_344, 'SDK wm_task_config.h', bytes('mqtt.task')),
    row('MQTT reconnect 1', 8_344, `${guessed}: as the client`, bytes('mqtt.reconnect')),
    row('lwIP', 4_248, 'SDK wm_task_config.h', less('lwip.task', 232)),
    row('supplicant', 6_296, 'SDK wm_task_config.h', bytes('wifi.supplicant-task')),
    row('Wi-Fi driver', 3_224, 'SDK wm_task_config.h', bytes('wifi.driver-task')),
    row('events', 2_200, 'SDK wm_task_config.h', less('event.task', 616)),
    none('AT, listening for TCP', 4_248, guessed, 'no command of the model lets it listen'),
    none(
      'network manager',
      2_200,
      'SDK wm_task_config.h',
      'off in the AT firmware; the sum of Wi-Fi below has its bytes, as it was logged with it',
    ),
    none('log', 1_176, 'SDK wm_task_config.h', 'part of the sums that were logged, not told apart'),
    none(
      'shell, OTA, Bluetooth',
      9_176,
      'SDK wm_task_config.h',
      'the AT firmware starts none of them before a command of theirs',
    ),
  ],
  'AT and Wi-Fi': [
    row('the AT port on UART1', 1_900, counted, bytes('at.port')),
    row('the AT core with both tasks', 19_000, `${counted}: 17 to 20 KB`, atCore),
    row('Wi-Fi with a station that has joined, lwIP, events', 83_000, logs, bytes('wifi')),
    row('of it the buffers: 7 and 3 of 1,700', 17_000, guessed, bytes('wifi.buffers')),
    row(
      'Wi-Fi with a softAP',
      108_432,
      logs,
      bytes('wifi and softap'),
      'the example that was logged runs a shell and an application, too',
    ),
  ],
  lwIP: [
    row('TCP socket, idle', 456, counted, bytes('tcp.socket')),
    row('UDP socket', 312, counted, bytes('udp.socket')),
    row('semaphore of a task that calls sockets', 104, counted, half('lwip.semaphore')),
    none('TCP listener', 312, counted, 'no command of the model lets it listen'),
    row('full send buffer: 8,760 bytes', 9_600, counted, bytes('tcp.send')),
    row('full receive window: 11,680 bytes', 12_900, counted, bytes('tcp.receive')),
  ],
  TLS: [
    row('set up, no authority', 25_360, measured, tls(rsa, 'atStartBytes')),
    row('set up, one authority of RSA-2048', 26_984, measured, tls(verified, 'atStartBytes')),
    row('of it the largest block, as it is asked for', 16_765, measured, bytes('largest request')),
    row('peak, chain of two RSA-2048', 35_280, measured, tls(rsa, 'peakBytes')),
    row('peak, verified', 37_456, measured, tls(verified, 'peakBytes')),
    row('peak, RSA on both sides', 47_016, measured, tls(mutual, 'peakBytes')),
    row('peak, P-256', 32_640, measured, tls(curve, 'peakBytes')),
    row('peak, RSA key exchange', 34_544, measured, tls(keyExchange, 'peakBytes')),
    row('session, ChaCha20', 29_720, measured, tls(rsa, 'steadyBytes')),
    row('session, ChaCha20, verified', 31_896, measured, tls(verified, 'steadyBytes')),
    row('session, AES-128-GCM, verified', 32_824, measured, tls(gcm, 'steadyBytes')),
    row('session, RSA on both sides', 40_136, measured, tls(mutual, 'steadyBytes')),
    row('session, P-256', 27_896, measured, tls(curve, 'steadyBytes')),
    row('after its end', 0, measured, bytes('after tls')),
    row(
      'requests for memory in a handshake',
      6_300,
      measured,
      tls(rsa, 'requests'),
      'the numbers a computation works with come and go in one block for all of them',
    ),
    row(
      'a WebSocket client over TLS, with its socket',
      31_416,
      logs,
      bytes('WebSocket over TLS, not verified, socket'),
    ),
    none('a client of its own WebSocket server', 24_432, logs, 'the AT firmware has no server'),
    row('TLS connections that fit at once', 4, counted, connectionsThatFit),
  ],
  'MQTT and WebSocket': [
    row('client: structures, texts, receive queue', 2_500, guessed, bytes('mqtt.client')),
    row('the first connect, with the task', 10_844, guessed, firstConnect, lastingReason),
    row('copies of 5,760 bytes while they are published', 11_520, counted, bytes('mqtt.publish')),
    row('data of AT+MQTTPUBRAW=...,5760', 5_760, 'the AT document', bytes('at.data')),
    row(
      'WebSocket beside its frames, in a session: less than 1,000',
      1_000,
      counted,
      bytes('websocket.'),
      'the key is freed after the upgrade, a frame when it is written or read',
    ),
  ],
};

function row(
  what: string,
  known: number,
  from: string,
  model: (runs: HeapRuns) => number,
  reason?: string,
): HeapRow {
  return { what, known, from, model, ...(reason !== undefined && { reason }) };
}

function none(what: string, known: number, from: string, reason: string): HeapRow {
  return { what, known, from, model: undefined, reason };
}

function bytes(name: string): (runs: HeapRuns) => number {
  return (runs) => {
    const found = runs.bytes.get(name);
    if (found === undefined) throw new Error(`no run has told the bytes of '${name}'`);
    return found;
  };
}

function less(name: string, part: number): (runs: HeapRuns) => number {
  return (runs) => bytes(name)(runs) - part;
}

function half(name: string): (runs: HeapRuns) => number {
  return (runs) => bytes(name)(runs) / 2;
}

function tls(name: string, what: keyof TlsUse): (runs: HeapRuns) => number {
  return (runs) => {
    const found = runs.tls.get(name);
    if (found === undefined) throw new Error(`no run has opened '${name}'`);
    return found[what];
  };
}

function atCore(runs: HeapRuns): number {
  return bytes('at.')(runs) - bytes('at.port')(runs);
}

function firstConnect(runs: HeapRuns): number {
  const owners = ['mqtt.task', 'mqtt.client', 'mqtt.locks', 'lwip.semaphore'];
  return owners.reduce((sum, owner) => sum + bytes(owner)(runs), 0);
}

/** As many as leave room for the handshake of the last. */
function connectionsThatFit(runs: HeapRuns): number {
  const room = bytes('joined')(runs) - tls(rsa, 'peakBytes')(runs);
  return Math.floor(room / tls(rsa, 'steadyBytes')(runs)) + 1;
}

/** A scheme of `AT+MQTTUSERCFG`. */
export type Scheme = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/** All of them, by what matters to a server. */
export const schemes = {
  all: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  none: [],
  /** Without TLS. */
  plain: [1, 6],
  tls: [2, 3, 4, 5, 7, 8, 9, 10],
  /** The server's certificate has to be good. */
  verifying: [3, 5, 8, 10],
  unverifying: [2, 4, 7, 9],
  /** The module shows a certificate of its own when it is asked. */
  presenting: [4, 5, 9, 10],
  webSocket: [6, 7, 8, 9, 10],
} as const satisfies Readonly<Record<string, readonly Scheme[]>>;

/** What a port speaks below MQTT. */
export type Transport = 'TCP' | 'TLS' | 'WebSocket' | 'WebSocket over TLS';

export function transportOf(scheme: Scheme): Transport {
  if (scheme === 1) return 'TCP';
  if (scheme === 6) return 'WebSocket';
  return scheme < 6 ? 'TLS' : 'WebSocket over TLS';
}

/** The transport that the server speaks where the module comes to the wrong port. */
export function otherTransport(transport: Transport): Transport {
  const others = {
    TCP: 'TLS',
    TLS: 'TCP',
    WebSocket: 'WebSocket over TLS',
    'WebSocket over TLS': 'WebSocket',
  } as const;
  return others[transport];
}

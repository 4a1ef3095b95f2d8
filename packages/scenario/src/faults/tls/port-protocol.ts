/** What a port may speak below MQTT, in words. */
export const portProtocols = { tls: 'TLS', websocket: 'WebSocket' } as const;

export type PortProtocol = keyof typeof portProtocols;

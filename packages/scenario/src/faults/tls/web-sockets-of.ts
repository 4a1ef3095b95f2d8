import type { BrokerEnd, WebSocketControl } from '@w800/broker';

/** Every WebSocket that a client has with a broker just now; undefined: none has one. */
export function webSocketsOf(end: BrokerEnd): WebSocketControl | undefined {
  try {
    return end.webSocket();
  } catch (error) {
    // The class is not at hand: it would bring the whole broker along where a file is only read.
    if (error instanceof Error && 'code' in error && error.code === 'BROKER_NOBODY') {
      return undefined;
    }
    throw error;
  }
}

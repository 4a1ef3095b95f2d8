import { openWebSocket } from '@w800/websocket';
import type { BrokerAddress } from '../session-settings.ts';
import type { Layer } from './layer.ts';
import type { TransportOptions } from './transport-options.ts';
import { WebSocketMemory } from './websocket-memory.ts';

export interface WebSocketTarget {
  readonly address: BrokerAddress;
  readonly path: string;
  /** Whether TLS lies below. */
  readonly secure: boolean;
}

/** All that is offered [MQTT-6.0.0-3]. */
const subprotocol = 'mqtt';

/**
 * The upgrade to WebSocket, within the limit of the attempt. Its frames are
 * binary [MQTT-6.0.0-1], and packets do not end where they do [MQTT-6.0.0-2].
 */
export function websocketLayer(
  options: TransportOptions,
  { address, path, secure }: WebSocketTarget,
): Layer {
  const { kernel, heap, dialect, departures, websocketRandom } = options;
  const { websocketHeapFigures: figures } = options;
  const maskAlwaysZero = dialect.webSocketMask === 'zero';
  return {
    boundsItself: false,
    open: (below, limitAt, done) => {
      const key = heap.allocate(figures.keyBytes, 'websocket.key');
      if (key === undefined) {
        below.abort();
        return kernel.after(0, () => done(undefined));
      }
      const pending = openWebSocket(
        {
          kernel,
          stream: new WebSocketMemory(below, { kernel, heap, figures }),
          entropy: (byteCount) => websocketRandom.bytes(byteCount),
          host: address.host,
          port: address.port,
          path,
          subprotocols: [subprotocol],
          secure,
          maskAlwaysZero,
          checkSubprotocol: dialect.webSocketChecksSubprotocol,
          timeoutNs: Math.max(0, limitAt - kernel.now),
        },
        (outcome) => {
          heap.free(key);
          if (outcome.ok) {
            if (maskAlwaysZero) departures.note('webSocketMask');
            if (outcome.subprotocol !== subprotocol) departures.note('webSocketChecksSubprotocol');
          }
          done(outcome.ok ? outcome.stream : undefined);
        },
      );
      return {
        cancel: () => {
          pending.cancel();
          heap.free(key);
        },
      };
    },
  };
}

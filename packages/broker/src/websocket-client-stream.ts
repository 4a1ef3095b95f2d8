import { Buffer } from 'node:buffer';
import type { ByteStream, ByteStreamEvents } from '@w800/ports';
import type { WebSocketServerEnd } from '@w800/websocket';
import { checkNumber } from './broker-error.ts';
import type { Surveillance } from './client-end.ts';
import { ServedStream } from './served-stream.ts';
import type { Underlay } from './underlay.ts';
import type { WebSocketControl } from './websocket-control.ts';

const closeCodeMin = 1_000;
const closeCodeMax = 4_999;
const reasonBytesMax = 123;
const pingBytesMax = 125;

/** What a WebSocket lies on, itself included. */
export interface WebSocketLayers {
  readonly webSocket: WebSocketServerEnd;
  /** TLS, or the underlay itself. */
  readonly below: ByteStream;
  readonly underlay: Underlay;
}

/**
 * The stream of a client inside WebSocket, which ends both ways at once: what
 * the broker has to say after a Close of either side is lost.
 */
export class WebSocketClientStream extends ServedStream {
  readonly webSocket: WebSocketControl;
  private readonly common: Surveillance;
  private readonly layers: WebSocketLayers;
  private isMute = false;
  /** The broker is through with the client, which may not have heard of it yet. */
  private isDeaf = false;

  constructor(common: Surveillance, layers: WebSocketLayers) {
    super(layers.webSocket, layers.underlay);
    this.common = common;
    this.layers = layers;
    this.webSocket = {
      ping: (payload) => this.ping(payload),
      closeWith: (code, reason) => this.closeWith(code, reason),
    };
  }

  override attach(events: ByteStreamEvents): void {
    super.attach({
      ...events,
      data: (bytes) => {
        if (this.isDeaf) this.consumed(bytes.length);
        else events.data(bytes);
      },
      end: () => {
        this.isMute = true;
        events.end();
      },
    });
  }

  override write(bytes: Uint8Array): number {
    return this.isMute ? bytes.length : super.write(bytes);
  }

  override end(): void {
    this.isMute = true;
    this.isDeaf = true;
    super.end();
    const { underlay, below } = this.layers;
    underlay.isServed = false;
    if (!this.common.closed) return;
    // Who goes does not wait for the answer to its Close.
    underlay.speak(() => below.end());
    underlay.leave('fin');
  }

  private ping(payload: Uint8Array = new Uint8Array(0)): void {
    checkNumber('the number of payload bytes', payload.length, 0, pingBytesMax);
    this.underlay.speak(() => this.layers.webSocket.ping(payload));
  }

  private closeWith(code: number, reason = ''): void {
    checkNumber('the close code', code, closeCodeMin, closeCodeMax);
    const reasonBytes = Buffer.byteLength(reason);
    checkNumber('the number of reason bytes', reasonBytes, 0, reasonBytesMax);
    this.underlay.speak(() => this.layers.webSocket.closeWith(code, reason));
  }
}

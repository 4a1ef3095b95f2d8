import { Kernel, type TraceRecord } from '@w800/kernel';
import { serveWebSocket } from '../serve-websocket.ts';
import type { ServeWebSocketOptions } from '../serve-websocket-options.ts';
import { bytesOf, textOf } from '../upgrade/byte-string.ts';
import type { WebSocketServerEnd } from '../websocket-server-end.ts';
import type { WebSocketService } from '../websocket-service.ts';
import { PeerStream } from './peer-stream.ts';

/** A server whose client is the test. */
export class ServerRig {
  readonly kernel = new Kernel({ seed: 1 });
  readonly peer = new PeerStream(this.kernel);
  readonly services: WebSocketService[] = [];
  readonly records: TraceRecord[] = [];

  constructor(options: Partial<ServeWebSocketOptions> = {}) {
    this.kernel.trace.onAny((record) => this.records.push(record));
    serveWebSocket(
      { kernel: this.kernel, stream: this.peer, subprotocols: ['mqtt', 'mqttv3.1'], ...options },
      (service) => this.services.push(service),
    );
  }

  /** The client asks, with the key of the RFC and some fields changed. */
  ask(
    changed: Readonly<Record<string, string | undefined>> = {},
    line = 'GET /mqtt HTTP/1.1',
    pieceBytes = 10_000,
  ): void {
    const fields = {
      Host: 'broker.example:9001',
      Upgrade: 'websocket',
      Connection: 'keep-alive, Upgrade',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Protocol': 'chat, mqtt',
      ...changed,
    };
    const lines = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}: ${value ?? ''}\r\n`);
    this.peer.deliver(bytesOf(`${line}\r\n${lines.join('')}\r\n`), pieceBytes);
  }

  /** What the server has answered, as text. */
  get answer(): string {
    return textOf(Uint8Array.from(this.peer.written));
  }

  /** Upgrades, and forgets what went over the wire. */
  upgraded(): WebSocketServerEnd {
    this.ask();
    const service = this.services[0];
    if (service?.ok !== true) throw new Error('no upgrade');
    this.peer.take();
    return service.stream;
  }

  /** The data of the records of a kind. */
  seen(kind: string): unknown[] {
    return this.records.filter((record) => record.kind === kind).map(({ data }) => data);
  }
}

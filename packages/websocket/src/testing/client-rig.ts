import { Kernel, second, type TraceRecord } from '@w800/kernel';
import { openWebSocket } from '../open-websocket.ts';
import type { OpenWebSocketOptions } from '../open-websocket-options.ts';
import { acceptKey } from '../upgrade/accept-key.ts';
import { bytesOf, textOf } from '../upgrade/byte-string.ts';
import type { WebSocketOutcome } from '../websocket-outcome.ts';
import { PeerStream } from './peer-stream.ts';
import { RecordingUser } from './recording-user.ts';

/** A client whose server is the test. The n-th byte of its entropy is n. */
export class ClientRig {
  readonly kernel = new Kernel({ seed: 1 });
  readonly peer = new PeerStream(this.kernel);
  readonly outcomes: WebSocketOutcome[] = [];
  readonly records: TraceRecord[] = [];
  readonly pending;
  private drawnBytes = 0;

  constructor(options: Partial<OpenWebSocketOptions> = {}, roomBytes?: number) {
    this.peer.roomBytes = roomBytes ?? this.peer.roomBytes;
    this.kernel.trace.onAny((record) => this.records.push(record));
    this.pending = openWebSocket(
      {
        kernel: this.kernel,
        stream: this.peer,
        entropy: (byteCount) => this.draw(byteCount),
        host: 'broker.example',
        port: 9001,
        path: '',
        subprotocols: ['mqtt'],
        timeoutNs: 10 * second,
        ...options,
      },
      (outcome) => this.outcomes.push(outcome),
    );
  }

  /** The request as far as it was written. */
  get request(): string {
    return textOf(Uint8Array.from(this.peer.written));
  }

  get key(): string {
    return /Sec-WebSocket-Key: (\S+)/.exec(this.request)?.[1] ?? '';
  }

  /** The answer of a server that does everything right, with some fields changed. */
  answer(changed: Readonly<Record<string, string | undefined>> = {}, status = '101 OK'): string {
    const fields = {
      Upgrade: 'websocket',
      Connection: 'Upgrade',
      'Sec-WebSocket-Accept': acceptKey(this.key),
      'Sec-WebSocket-Protocol': 'mqtt',
      ...changed,
    };
    const lines = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}: ${value ?? ''}\r\n`);
    return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`;
  }

  /** The server answers. */
  say(text: string, pieceBytes = text.length): void {
    this.peer.deliver(bytesOf(text), pieceBytes);
  }

  /** Upgrades, and forgets what went over the wire. */
  upgraded(): RecordingUser {
    this.say(this.answer());
    const outcome = this.outcomes[0];
    if (outcome?.ok !== true) throw new Error('no upgrade');
    this.peer.take();
    return new RecordingUser(outcome.stream);
  }

  /** The data of the records of a kind. */
  seen(kind: string): unknown[] {
    return this.records.filter((record) => record.kind === kind).map(({ data }) => data);
  }

  private draw(byteCount: number): Uint8Array {
    const bytes = new Uint8Array(byteCount).map((_, index) => this.drawnBytes + index);
    this.drawnBytes += byteCount;
    return bytes;
  }
}

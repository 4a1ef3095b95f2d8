import type { ClientEnd, Surveillance } from './client-end.ts';
import type { ClientStream } from './client-stream.ts';
import { Lane } from './lane.ts';
import { LineOut } from './line-out.ts';
import type { WebSocketControl } from './websocket-control.ts';

/** A connection with nobody behind it. */
export class RawConnection implements ClientEnd {
  readonly peer = { clientId: '' };
  private readonly common: Surveillance;
  private readonly stream: ClientStream;
  private readonly line: LineOut;
  private readonly lane: Lane;
  private readonly gone: () => void;
  /** The client has finished sending. */
  private halfClosed = false;
  private ended = false;

  /** @param gone told once when it has ended */
  constructor(common: Surveillance, stream: ClientStream, gone: () => void) {
    this.common = common;
    this.stream = stream;
    this.gone = gone;
    this.line = new LineOut(common, stream);
    this.lane = new Lane(common, 'client', this.peer, {
      pass: () => {},
      end: () => {
        this.halfClosed = true;
        if (!common.book.silent) this.finish();
      },
      close: (by) => (by === 'rst' ? this.drop() : this.finish()),
      refuse: (code) => {
        this.send(Uint8Array.of(0x20, 2, 0, code));
        this.finish();
      },
    });
  }

  get webSocket(): WebSocketControl | undefined {
    return this.stream.webSocket;
  }

  /** Begins to listen to the network. */
  open(): void {
    this.stream.attach({
      data: (bytes) => this.take(bytes),
      end: () => this.lane.end(),
      acknowledged: () => {
        if (this.line.blocked) this.line.drain();
      },
      close: () => this.stop(),
    });
  }

  send(bytes: Uint8Array): void {
    if (this.ended) return;
    this.common.record.addSent(this.peer, bytes);
    this.line.write(bytes);
  }

  drop(): void {
    this.stream.abort();
    this.stop();
  }

  finish(): void {
    if (this.ended) return;
    this.ended = true;
    this.lane.stop();
    this.line.end();
    this.gone();
  }

  resume(): void {
    if (this.halfClosed) this.finish();
  }

  private take(bytes: Uint8Array): void {
    if (this.ended) {
      // Nobody reads any more: a closed socket answers data with RST.
      this.drop();
      return;
    }
    this.stream.consumed(bytes.length);
    this.lane.take(bytes);
  }

  private stop(): void {
    this.lane.stop();
    this.line.stop();
    if (this.ended) return;
    this.ended = true;
    this.gone();
  }
}

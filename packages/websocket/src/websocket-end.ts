import { millisecond, type Alarm, type Kernel } from '@w800/kernel';
import type { ByteStreamEvents, CloseReason, Endpoint } from '@w800/ports';
import { encodeCloseBody } from './frames/close-body.ts';
import type { FrameFault } from './frames/frame-fault.ts';
import { FrameWriter, type FrameStyle } from './frames/frame-writer.ts';
import { MessageReader } from './frames/message-reader.ts';
import type { OpcodeName } from './frames/opcode.ts';
import type { Side } from './side.ts';
import { websocketFrame, websocketRejected } from './trace-kinds.ts';
import { UserInbox } from './user-inbox.ts';
import { websocketFigures } from './websocket-figures.ts';
import type { WebSocketServerEnd } from './websocket-server-end.ts';
import type { Wire } from './wire.ts';

/** What differs between the two ends after the upgrade. */
export interface EndStyle extends FrameStyle {
  readonly side: Side;
  /** The code of a Close that the user asks for. */
  readonly closeCode: number;
  /** The code that answers a Close of the peer; undefined: its own. */
  readonly closeAnswer: number | undefined;
  /** Whether FIN waits until the peer has answered the Close. */
  readonly awaitsAnswer: boolean;
}

const closeLimitNs = websocketFigures.closeLimitMs.value * millisecond;

/**
 * A byte stream whose bytes travel in binary messages. It ends for both
 * directions at once: who has received a Close may send no more data.
 */
export class WebSocketEnd implements WebSocketServerEnd {
  private readonly kernel: Kernel;
  private readonly wire: Wire;
  private readonly style: EndStyle;
  private readonly inbox: UserInbox;
  private readonly reader: MessageReader;
  private readonly writer: FrameWriter;
  /** The peer sends no data any more: Close, FIN, or it is not listened to. */
  private peerDone = false;
  /** The user wants to send no more. */
  private userDone = false;
  private over = false;
  private limit: Alarm | undefined;
  /** Something the user offered did not fit. */
  private userWaits = false;
  /** Bytes of messages for the user that it has not used. */
  private unusedBytes = 0;
  private isReading = false;

  constructor(kernel: Kernel, wire: Wire, style: EndStyle) {
    this.kernel = kernel;
    this.wire = wire;
    this.style = style;
    this.inbox = new UserInbox(kernel);
    this.reader = new MessageReader(kernel, style.side === 'server', {
      message: (opcode, payload) => this.message(opcode, payload),
      close: (code, reason) => this.closeOfPeer(code, reason),
      fault: (fault) => this.reject(fault),
    });
    this.writer = new FrameWriter(wire, style, ({ opcode, fin, payload }) => {
      const [high, low] = opcode === 'close' ? payload : [];
      const code = high === undefined || low === undefined ? undefined : high * 256 + low;
      this.note('out', opcode, payload.length, { fin, code });
    });
    wire.handTo({
      data: (bytes) => this.receive(bytes),
      end: () => this.endOfPeer(),
      acknowledged: (payloadBytes) => this.acknowledged(payloadBytes),
      close: (reason) => this.closed(reason),
      clear: () => this.writer.flush(),
    });
  }

  get local(): Endpoint {
    return this.wire.stream.local;
  }

  get remote(): Endpoint {
    return this.wire.stream.remote;
  }

  attach(events: ByteStreamEvents): void {
    this.inbox.attach(events);
  }

  write(bytes: Uint8Array): number {
    if (this.over) return 0;
    const placedBytes = this.writer.write(bytes);
    this.userWaits = placedBytes < bytes.length;
    return placedBytes;
  }

  consumed(byteCount: number): void {
    if (this.over) return;
    this.kernel.assert(byteCount <= this.unusedBytes, 'a user consumes what was delivered to it');
    this.unusedBytes -= byteCount;
    this.openWindow();
  }

  end(): void {
    this.closeWith(this.style.closeCode);
  }

  closeWith(code: number, reason?: string): void {
    if (this.userDone || this.over) return;
    this.userDone = true;
    this.writer.close(encodeCloseBody(code, reason));
    if (this.peerDone || !this.style.awaitsAnswer) this.wire.finish();
    else this.limit = this.kernel.after(closeLimitNs, () => this.wire.finish());
  }

  ping(payload: Uint8Array = new Uint8Array(0)): void {
    if (!this.over) this.writer.control('ping', payload);
  }

  abort(): void {
    if (this.over) return;
    this.retire();
    this.inbox.mute();
    this.wire.abort();
  }

  /** Takes what came from the peer, also what came right behind the upgrade. */
  receive(bytes: Uint8Array): void {
    if (this.over) return;
    this.isReading = true;
    this.reader.feed(bytes);
    this.isReading = false;
    this.openWindow();
  }

  /**
   * The peer may send so much more as the user has used, and what an unfinished
   * message has brought: else one longer than the window would never be whole.
   */
  private openWindow(): void {
    if (!this.isReading && !this.over) this.wire.hold(this.unusedBytes);
  }

  private message(opcode: 'binary' | 'ping' | 'pong', payload: Uint8Array): void {
    this.note('in', opcode, payload.length, {});
    if (opcode === 'ping') this.writer.control('pong', payload);
    if (opcode !== 'binary' || payload.length === 0) return;
    this.unusedBytes += payload.length;
    this.inbox.tell((events) => events.data(payload));
  }

  private closeOfPeer(code: number | undefined, reason: Uint8Array): void {
    this.note('in', 'close', code === undefined ? 0 : 2 + reason.length, { code });
    this.writer.close(encodeCloseBody(this.style.closeAnswer ?? code));
    this.endOfPeer();
  }

  private endOfPeer(): void {
    if (this.peerDone) return;
    this.peerDone = true;
    if (this.userDone) this.wire.finish();
    this.inbox.tell((events) => events.end());
  }

  private acknowledged(payloadBytes: number): void {
    if (payloadBytes === 0 && !this.userWaits) return;
    this.userWaits = false;
    this.inbox.tell((events) => events.acknowledged(payloadBytes));
  }

  private closed(reason: CloseReason): void {
    this.retire();
    this.inbox.conclude((events) => events.close(reason));
  }

  private reject({ code, what }: FrameFault): void {
    this.kernel.trace.emit(websocketRejected, { side: this.style.side, code, what });
    this.retire();
    this.writer.close(encodeCloseBody(code));
    this.wire.farewell();
    this.inbox.conclude((events) => events.close('aborted'));
  }

  private retire(): void {
    this.over = true;
    this.reader.stop();
    this.limit?.cancel();
  }

  private note(
    direction: 'in' | 'out',
    opcode: OpcodeName,
    bytes: number,
    { fin = true, code }: { readonly fin?: boolean; readonly code?: number | undefined },
  ): void {
    const { trace } = this.kernel;
    if (!trace.wants(websocketFrame)) return;
    trace.emit(websocketFrame, { side: this.style.side, direction, opcode, bytes, fin, code });
  }
}

import type { Kernel } from '@w800/kernel';
import { Receiver } from 'ws';
import { websocketFigures } from '../websocket-figures.ts';
import type { FrameFault } from './frame-fault.ts';

/** What a reader finds, in order. Nothing follows a Close or a fault. */
export interface MessageEvents {
  /** A whole message, perhaps an empty one, or a control frame. */
  message(opcode: 'binary' | 'ping' | 'pong', payload: Uint8Array): void;
  close(code: number | undefined, reason: Uint8Array): void;
  fault(fault: FrameFault): void;
}

const noCode = 1005;
const closeCodes = new Map<string, FrameFault['code']>([
  ['WS_ERR_INVALID_UTF8', 1007],
  ['WS_ERR_UNSUPPORTED_MESSAGE_LENGTH', 1009],
  ['WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH', 1009],
]);

/** A receiver that leaves no ticks behind: as a stream it never ends. */
class SynchronousReceiver extends Receiver {
  override end(): this {
    return this;
  }
}

/** Reads messages from bytes that come in pieces; all it finds, it finds at once. */
export class MessageReader {
  private readonly kernel: Kernel;
  private readonly receiver: SynchronousReceiver;
  private events: MessageEvents | undefined;

  /** @param expectsMask whether the peer is a client */
  constructor(kernel: Kernel, expectsMask: boolean, events: MessageEvents) {
    this.kernel = kernel;
    this.events = events;
    this.receiver = new SynchronousReceiver({
      isServer: expectsMask,
      allowSynchronousEvents: true,
      maxPayload: websocketFigures.messageBytesMax.value,
    });
    this.receiver
      .on('message', (payload, isBinary) => {
        if (isBinary) this.events?.message('binary', plain(payload));
        else this.fault({ code: 1003, what: 'a text message' });
      })
      .on('ping', (payload) => this.events?.message('ping', plain(payload)))
      .on('pong', (payload) => this.events?.message('pong', plain(payload)))
      .on('conclude', (code, reason) => {
        this.events?.close(code === noCode ? undefined : code, plain(reason));
      });
  }

  feed(bytes: Uint8Array): void {
    if (this.events === undefined) return;
    let isRead = false;
    // The library takes masks off in place, so it gets bytes of its own.
    this.receiver._write(Buffer.from(bytes), 'buffer', (error) => {
      isRead = true;
      if (error !== undefined) {
        this.fault({ code: closeCodes.get(error.code) ?? 1002, what: error.message });
      }
    });
    this.kernel.assert(isRead, 'the WebSocket library reads within the event');
  }

  /** What follows means nothing any more. */
  stop(): void {
    this.events = undefined;
  }

  private fault(fault: FrameFault): void {
    const { events } = this;
    this.stop();
    events?.fault(fault);
  }
}

/** As bytes whose `slice` is a copy, which that of a Buffer is not. */
function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

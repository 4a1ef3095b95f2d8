import type { Wire } from '../wire.ts';
import { encodeFrameHeader, type FrameHeader } from './frame-header.ts';
import { joined } from '../joined.ts';
import { maskedBytes } from './masked-bytes.ts';

/** How an end writes its frames. */
export interface FrameStyle {
  /** The mask of the next frame; undefined from an end that masks nothing. */
  nextMask(): Uint8Array | undefined;
  /** `text` is a misbehaviour. Default: binary. */
  readonly messageOpcode?: 'binary' | 'text';
  /** The most payload a frame may have. Default: a message is one frame. */
  readonly fragmentBytes?: number;
  /** Whether a Ping goes before every frame. */
  readonly pings?: boolean;
}

interface Control {
  readonly opcode: 'close' | 'ping' | 'pong';
  readonly payload: Uint8Array;
}

interface Frame extends FrameHeader {
  /** Payload bytes on their way. */
  position: number;
}

const nothing = new Uint8Array(0);

/**
 * Writes a message for every offer. What an offer could not place is to be
 * offered again; it goes on in the message that has begun.
 */
export class FrameWriter {
  private readonly wire: Wire;
  private readonly style: FrameStyle;
  private readonly sent: (header: FrameHeader, payload: Uint8Array) => void;
  private readonly controls: Control[] = [];
  private frame: Frame | undefined;
  /** Payload bytes that the message which has begun still lacks. */
  private messageBytes = 0;
  private mask: Uint8Array | undefined;
  private pinged = false;
  private closing = false;

  /** @param sent is told of every frame; the payload is that of a control frame */
  constructor(
    wire: Wire,
    style: FrameStyle,
    sent: (header: FrameHeader, payload: Uint8Array) => void,
  ) {
    this.wire = wire;
    this.style = style;
    this.sent = sent;
  }

  /** @returns how many bytes have been placed */
  write(bytes: Uint8Array): number {
    if (this.closing) return 0;
    let placedBytes = 0;
    while (placedBytes < bytes.length) {
      this.pingFirst();
      this.flush();
      const taken = this.place(bytes.subarray(placedBytes));
      if (taken === 0) break;
      placedBytes += taken;
    }
    this.flush();
    return placedBytes;
  }

  /** Sends a control frame as soon as no other frame is half sent. */
  control(opcode: 'ping' | 'pong', payload: Uint8Array): void {
    if (this.closing) return;
    // Of Pongs that wait only the last needs to be sent, RFC 6455 section 5.5.3.
    const waiting = this.controls.findIndex((control) => control.opcode === 'pong');
    if (opcode === 'pong' && waiting >= 0) this.controls.splice(waiting, 1);
    this.controls.push({ opcode, payload });
    this.flush();
  }

  /** The last frame, unless another has been left half sent; nothing is written after it. */
  close(body: Uint8Array): void {
    if (this.closing) return;
    this.closing = true;
    this.controls.length = 0;
    if (this.frame === undefined) this.sendControl({ opcode: 'close', payload: body });
  }

  /** Goes on with what waits. */
  flush(): void {
    while (this.frame === undefined && this.wire.isClear) {
      const control = this.controls.shift();
      if (control === undefined) return;
      this.sendControl(control);
    }
  }

  private sendControl({ opcode, payload }: Control): void {
    const mask = this.takeMask();
    const header = { opcode, fin: true, bytes: payload.length, mask };
    this.sent(header, payload);
    this.wire.send(joined(encodeFrameHeader(header), maskedBytes(payload, mask, 0)));
  }

  private pingFirst(): void {
    if (this.style.pings !== true || this.pinged || this.frame !== undefined) return;
    this.pinged = true;
    this.control('ping', nothing);
  }

  /** Places what it can of a frame. */
  private place(offered: Uint8Array): number {
    const { frame } = this;
    if (frame !== undefined) return this.advance(frame, nothing, offered);
    const isFirst = this.messageBytes === 0;
    const messageBytes = isFirst ? offered.length : this.messageBytes;
    const bytes = Math.min(messageBytes, this.style.fragmentBytes ?? messageBytes);
    const begun: Frame = {
      opcode: isFirst ? (this.style.messageOpcode ?? 'binary') : 'continuation',
      fin: bytes === messageBytes,
      bytes,
      mask: this.nextMask(),
      position: 0,
    };
    this.messageBytes = messageBytes;
    const taken = this.advance(begun, encodeFrameHeader(begun), offered);
    if (taken === 0 && isFirst) this.messageBytes = 0;
    return taken;
  }

  private advance(frame: Frame, head: Uint8Array, offered: Uint8Array): number {
    const payload = offered.subarray(0, frame.bytes - frame.position);
    const taken = this.wire.offer(head, maskedBytes(payload, frame.mask, frame.position));
    if (taken === 0) return 0;
    if (head.length > 0) {
      this.mask = undefined;
      this.pinged = false;
      this.sent(frame, nothing);
    }
    frame.position += taken;
    this.messageBytes -= taken;
    this.frame = frame.position < frame.bytes ? frame : undefined;
    return taken;
  }

  /** One that no frame has taken along is kept, so that a full buffer draws nothing. */
  private nextMask(): Uint8Array | undefined {
    this.mask ??= this.style.nextMask();
    return this.mask;
  }

  private takeMask(): Uint8Array | undefined {
    const mask = this.nextMask();
    this.mask = undefined;
    return mask;
  }
}

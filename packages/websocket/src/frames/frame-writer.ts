import type { Wire } from '../wire.ts';
import { encodeFrame, type Frame } from './encode-frame.ts';

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

/** A frame on its way. */
interface Begun {
  rest: Uint8Array;
  /** How much of the rest is no payload; 0 once any of it has been placed. */
  headBytes: number;
}

const nothing = new Uint8Array(0);

/**
 * Writes a message for every offer. What an offer could not place is to be
 * offered again; it goes on in the message that has begun.
 */
export class FrameWriter {
  private readonly wire: Wire;
  private readonly style: FrameStyle;
  private readonly sent: (frame: Frame) => void;
  private readonly controls: Control[] = [];
  private begun: Begun | undefined;
  /** Payload bytes that the message which has begun still lacks. */
  private messageBytes = 0;
  private mask: Uint8Array | undefined;
  private pinged = false;
  private closing = false;

  /** @param sent is told of every frame */
  constructor(wire: Wire, style: FrameStyle, sent: (frame: Frame) => void) {
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
    if (this.begun === undefined) this.sendControl({ opcode: 'close', payload: body });
  }

  /** Goes on with what waits. */
  flush(): void {
    while (this.begun === undefined && this.wire.isClear) {
      const control = this.controls.shift();
      if (control === undefined) return;
      this.sendControl(control);
    }
  }

  private sendControl({ opcode, payload }: Control): void {
    const frame = { opcode, fin: true, payload, mask: this.nextMask() };
    this.mask = undefined;
    this.sent(frame);
    this.wire.send(encodeFrame(frame));
  }

  private pingFirst(): void {
    if (this.style.pings !== true || this.pinged || this.begun !== undefined) return;
    this.pinged = true;
    this.control('ping', nothing);
  }

  /** Places what it can of a frame. */
  private place(offered: Uint8Array): number {
    if (this.begun !== undefined) return this.advance(this.begun, offered.length);
    const isFirst = this.messageBytes === 0;
    if (isFirst) this.messageBytes = offered.length;
    const payload = offered.subarray(0, Math.min(this.messageBytes, this.fragmentBytes));
    const frame: Frame = {
      opcode: isFirst ? (this.style.messageOpcode ?? 'binary') : 'continuation',
      fin: payload.length === this.messageBytes,
      payload,
      mask: this.nextMask(),
    };
    const rest = encodeFrame(frame);
    const taken = this.advance({ rest, headBytes: rest.length - payload.length }, payload.length);
    if (taken > 0) {
      this.mask = undefined;
      this.pinged = false;
      this.sent(frame);
    } else if (isFirst) {
      this.messageBytes = 0;
    }
    return taken;
  }

  private get fragmentBytes(): number {
    return this.style.fragmentBytes ?? Number.MAX_SAFE_INTEGER;
  }

  private advance(frame: Begun, offeredBytes: number): number {
    const { rest, headBytes } = frame;
    const taken = this.wire.offer(rest.subarray(0, headBytes + offeredBytes), headBytes);
    if (taken === 0) return 0;
    frame.rest = rest.subarray(headBytes + taken);
    frame.headBytes = 0;
    this.messageBytes -= taken;
    this.begun = frame.rest.length > 0 ? frame : undefined;
    return taken;
  }

  /** One that no frame has taken along is kept, so that a full buffer draws nothing. */
  private nextMask(): Uint8Array | undefined {
    this.mask ??= this.style.nextMask();
    return this.mask;
  }
}

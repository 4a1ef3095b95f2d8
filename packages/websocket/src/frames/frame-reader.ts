import type { FrameFault } from './frame-fault.ts';
import type { FrameHeader } from './frame-header.ts';
import { maskedBytes } from './masked-bytes.ts';
import { isControl, opcodeName, type OpcodeName } from './opcode.ts';

/** What a reader finds, in order. */
export interface FrameEvents {
  /** A header is complete. A control frame is told only with its payload. */
  frame(header: FrameHeader): void;
  /** Payload of a binary message, never empty, as far as it has come. */
  data(bytes: Uint8Array): void;
  control(header: FrameHeader, payload: Uint8Array): void;
  /** That many bytes were no payload and are used up. */
  overhead(byteCount: number): void;
}

const controlBytesMax = 125;
const headerBytesMin = 2;
const doubleWord = 0x1_0000_0000;

/**
 * Reads frames as they come. Payload is passed on at once, so that a frame of
 * any length goes through a receive window of any size.
 */
export class FrameReader {
  private readonly expectsMask: boolean;
  private readonly events: FrameEvents;
  private readonly head = new Uint8Array(14);
  private headBytes = 0;
  private header: FrameHeader | undefined;
  private control = new Uint8Array(0);
  /** Payload bytes of this frame that have come. */
  private position = 0;
  /** A message has begun and its last frame has not come. */
  private inMessage = false;
  private stopped = false;

  /** @param expectsMask whether the peer is a client */
  constructor(expectsMask: boolean, events: FrameEvents) {
    this.expectsMask = expectsMask;
    this.events = events;
  }

  /** What follows means nothing any more. */
  stop(): void {
    this.stopped = true;
  }

  /** @returns what is wrong with them; the reader is then of no more use */
  feed(bytes: Uint8Array): FrameFault | undefined {
    let rest = bytes;
    while (rest.length > 0 && !this.stopped) {
      if (this.header === undefined) {
        const taken = this.takeHead(rest);
        rest = rest.subarray(taken);
        const fault = this.judge();
        if (fault !== undefined) return fault;
      } else {
        rest = rest.subarray(this.takePayload(this.header, rest));
      }
    }
    if (this.stopped) this.events.overhead(rest.length);
    return undefined;
  }

  /** Takes what the header still lacks, as far as is known. */
  private takeHead(bytes: Uint8Array): number {
    const wantedBytes = this.headBytes < headerBytesMin ? headerBytesMin : this.fullHeadBytes;
    const taken = bytes.subarray(0, wantedBytes - this.headBytes);
    this.head.set(taken, this.headBytes);
    this.headBytes += taken.length;
    this.events.overhead(taken.length);
    return taken.length;
  }

  private get short(): number {
    return (this.head[1] ?? 0) & 0x7f;
  }

  private get lengthBytes(): number {
    return this.short === 126 ? 2 : this.short === 127 ? 8 : 0;
  }

  private get fullHeadBytes(): number {
    return headerBytesMin + this.lengthBytes + (this.expectsMask ? 4 : 0);
  }

  private judge(): FrameFault | undefined {
    if (this.headBytes < headerBytesMin) return undefined;
    const [first = 0, second = 0] = this.head;
    const opcode = opcodeName(first & 0x0f);
    const fin = first >= 0x80;
    const what = this.startFault(first, second >= 0x80, opcode);
    if (what !== undefined) return { code: 1002, what };
    if (opcode === 'text') return { code: 1003, what: 'a text frame' };
    if (opcode === undefined || this.headBytes < this.fullHeadBytes) return undefined;
    const bytes = this.payloadBytes;
    if (bytes > Number.MAX_SAFE_INTEGER) return { code: 1009, what: 'a frame of over 2^53 bytes' };
    this.begin({ opcode, fin, bytes, mask: this.mask });
    return undefined;
  }

  /** What is wrong with the first two bytes. */
  private startFault(
    first: number,
    masked: boolean,
    opcode: OpcodeName | undefined,
  ): string | undefined {
    if ((first & 0x70) !== 0) return 'a reserved bit is set';
    if (opcode === undefined) return `reserved opcode ${first & 0x0f}`;
    if (isControl(opcode)) {
      if (first < 0x80) return `a ${opcode} in fragments`;
      if (this.short > controlBytesMax) return `a ${opcode} of over 125 bytes`;
      if (opcode === 'close' && this.short === 1) return 'a close with half a code';
    } else if ((opcode === 'continuation') !== this.inMessage) {
      return this.inMessage ? `a ${opcode} frame inside a message` : 'a continuation of nothing';
    }
    if (masked === this.expectsMask) return undefined;
    return masked ? 'a masked frame from a server' : 'an unmasked frame from a client';
  }

  private get payloadBytes(): number {
    const view = new DataView(this.head.buffer);
    if (this.short === 126) return view.getUint16(2);
    if (this.short === 127) return view.getUint32(2) * doubleWord + view.getUint32(6);
    return this.short;
  }

  private get mask(): Uint8Array | undefined {
    return this.expectsMask ? this.head.slice(this.headBytes - 4, this.headBytes) : undefined;
  }

  private begin(header: FrameHeader): void {
    this.header = header;
    this.headBytes = 0;
    this.position = 0;
    if (isControl(header.opcode)) {
      this.control = new Uint8Array(header.bytes);
    } else {
      this.inMessage = !header.fin;
      this.events.frame(header);
    }
    this.finishIfComplete(header);
  }

  private takePayload(header: FrameHeader, bytes: Uint8Array): number {
    const taken = bytes.subarray(0, header.bytes - this.position);
    const clear = maskedBytes(taken, header.mask, this.position);
    if (isControl(header.opcode)) {
      this.control.set(clear, this.position);
      this.events.overhead(taken.length);
      this.position += taken.length;
    } else {
      this.position += taken.length;
      this.events.data(clear);
    }
    this.finishIfComplete(header);
    return taken.length;
  }

  private finishIfComplete(header: FrameHeader): void {
    if (this.position < header.bytes) return;
    this.header = undefined;
    if (isControl(header.opcode) && !this.stopped) this.events.control(header, this.control);
  }
}

import type { SessionEnd } from './client-events.ts';
import { FixedHeader } from './wire/fixed-header.ts';
import { headerFault } from './wire/header-fault.ts';

/** Why what arrived ends the session. */
export interface Rejection {
  /** In plain words. */
  readonly why: string;
  readonly reason: Extract<SessionEnd, 'protocol' | 'no-memory'>;
}

const nothing = new Uint8Array(0);

/** Cuts a stream of bytes into packets, however it was cut into chunks. */
export class Receiver {
  private readonly reserve: (bodyBytes: number) => boolean;
  private readonly header = new FixedHeader();
  /** The chunk being read, and how far; the others come after it. */
  private chunk: Uint8Array = nothing;
  private offset = 0;
  private readonly later: Uint8Array[] = [];
  private packet: Uint8Array | undefined;
  private filledBytes = 0;
  private usedBytes = 0;

  /** @param reserve makes room for the body of a packet that is arriving; false when it cannot */
  constructor(reserve: (bodyBytes: number) => boolean) {
    this.reserve = reserve;
  }

  /** Adds a chunk, never empty, behind those that are not used up. */
  add(chunk: Uint8Array): void {
    if (this.offset < this.chunk.length) {
      this.later.push(chunk);
    } else {
      this.chunk = chunk;
      this.offset = 0;
    }
  }

  /** The type of the packet that would begin now; undefined within one, or when none has come. */
  get upcomingType(): number | undefined {
    if (this.packet !== undefined || this.header.first !== undefined) return undefined;
    const first = this.chunk[this.offset];
    return first === undefined ? undefined : first >> 4;
  }

  /** The next whole packet, or why there is none. */
  next(): Uint8Array | 'incomplete' | Rejection {
    const whole = this.packet === undefined ? this.whole() : undefined;
    if (whole !== undefined) return whole;
    const packet = this.packet ?? this.begin();
    if (!(packet instanceof Uint8Array)) return packet;
    this.fill(packet);
    if (this.filledBytes < packet.length) return 'incomplete';
    this.packet = undefined;
    this.header.clear();
    return packet;
  }

  /** How many bytes have been used since this was last asked. */
  takeUsedBytes(): number {
    const { usedBytes } = this;
    this.usedBytes = 0;
    return usedBytes;
  }

  /** The first bytes of what is being read: of its header and what came with it. */
  excerpt(bytesMax: number): Uint8Array {
    const rest = this.chunk.subarray(this.offset, this.offset + bytesMax);
    return Uint8Array.from([...this.header.bytes, ...rest]).subarray(0, bytesMax);
  }

  /** The common case: a packet that fills what is left of the chunk. It is not copied. */
  private whole(): Uint8Array | Rejection | undefined {
    const { chunk, offset, header } = this;
    const bodyBytes = chunk.length - offset - 2;
    const first = chunk[offset] ?? 0;
    if (header.first !== undefined || bodyBytes < 0 || bodyBytes > 0x7f) return undefined;
    if (chunk[offset + 1] !== bodyBytes || headerFault(first, bodyBytes) !== undefined) {
      return undefined;
    }
    if (!this.reserve(bodyBytes)) return tooLarge(bodyBytes);
    this.use(bodyBytes + 2);
    return offset === 0 ? chunk : chunk.subarray(offset);
  }

  private begin(): Uint8Array | 'incomplete' | Rejection {
    const { header } = this;
    const progress = this.readHeader();
    if (progress === 'incomplete') return progress;
    if (progress === 'malformed') return protocol('a remaining length goes on after four bytes');
    const fault = headerFault(header.first ?? 0, header.bodyBytes);
    if (fault !== undefined) return protocol(fault);
    if (!this.reserve(header.bodyBytes)) return tooLarge(header.bodyBytes);
    this.packet = new Uint8Array(header.bytes.length + header.bodyBytes);
    this.packet.set(header.bytes);
    this.filledBytes = header.bytes.length;
    return this.packet;
  }

  private readHeader(): 'incomplete' | 'complete' | 'malformed' {
    for (let byte = this.readByte(); byte !== undefined; byte = this.readByte()) {
      const progress = this.header.add(byte);
      if (progress !== 'incomplete') return progress;
    }
    return 'incomplete';
  }

  private readByte(): number | undefined {
    const byte = this.chunk[this.offset];
    if (byte !== undefined) this.use(1);
    return byte;
  }

  private fill(packet: Uint8Array): void {
    while (this.filledBytes < packet.length && this.offset < this.chunk.length) {
      const end = Math.min(this.offset + packet.length - this.filledBytes, this.chunk.length);
      const part = this.chunk.subarray(this.offset, end);
      packet.set(part, this.filledBytes);
      this.filledBytes += part.length;
      this.use(part.length);
    }
  }

  private use(byteCount: number): void {
    this.offset += byteCount;
    this.usedBytes += byteCount;
    if (this.offset < this.chunk.length) return;
    this.offset = 0;
    this.chunk = this.later.shift() ?? nothing;
  }
}

function tooLarge(bodyBytes: number): Rejection {
  return { why: `a packet of ${bodyBytes} bytes does not fit in the heap`, reason: 'no-memory' };
}

function protocol(why: string): Rejection {
  return { why, reason: 'protocol' };
}

import { FixedHeader } from './wire/fixed-header.ts';

const nothing = new Uint8Array(0);

/** Cuts a stream of bytes into packets, however it was cut into chunks. */
export class Receiver {
  private readonly reserve: (bodyBytes: number) => boolean;
  private unread: Uint8Array = nothing;
  private header = new FixedHeader();
  private packet: Uint8Array | undefined;
  private filledBytes = 0;

  /** @param reserve makes room for the body of a packet that is arriving; false when it cannot */
  constructor(reserve: (bodyBytes: number) => boolean) {
    this.reserve = reserve;
  }

  /** Adds a chunk. The one before must have been used up by `next`. */
  add(chunk: Uint8Array): void {
    this.unread = chunk;
  }

  /** The next whole packet, or why there is none. */
  next(): Uint8Array | 'incomplete' | 'malformed' | 'no-memory' {
    if (this.packet === undefined) {
      const header = this.readHeader();
      if (header !== 'complete') return header;
      if (!this.reserve(this.header.bodyBytes)) return 'no-memory';
      this.packet = new Uint8Array(this.header.bytes.length + this.header.bodyBytes);
      this.packet.set(this.header.bytes);
      this.filledBytes = this.header.bytes.length;
    }
    const { packet } = this;
    const part = this.unread.subarray(0, packet.length - this.filledBytes);
    packet.set(part, this.filledBytes);
    this.filledBytes += part.length;
    this.unread = this.unread.subarray(part.length);
    if (this.filledBytes < packet.length) return 'incomplete';
    this.packet = undefined;
    this.header = new FixedHeader();
    return packet;
  }

  private readHeader(): 'incomplete' | 'complete' | 'malformed' {
    let usedBytes = 0;
    let progress: 'incomplete' | 'complete' | 'malformed' = 'incomplete';
    for (const byte of this.unread) {
      usedBytes += 1;
      progress = this.header.add(byte);
      if (progress !== 'incomplete') break;
    }
    this.unread = this.unread.subarray(usedBytes);
    return progress;
  }
}

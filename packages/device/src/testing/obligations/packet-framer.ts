import { clientPacket, type ClientPacket } from '../client-packet.ts';

const flagsOf: Readonly<Record<number, number>> = { 6: 2, 8: 2, 10: 2 };

/** Bytes of a client to its packets. */
export class PacketFramer {
  private unread: Uint8Array = new Uint8Array(0);

  /** Whether a packet has begun and not ended. */
  get midPacket(): boolean {
    return this.unread.length > 0;
  }

  /** @throws Error when a packet is none */
  add(bytes: Uint8Array): ClientPacket[] {
    const unread = new Uint8Array(this.unread.length + bytes.length);
    unread.set(this.unread);
    unread.set(bytes, this.unread.length);
    this.unread = unread;
    const packets: ClientPacket[] = [];
    for (let packet = this.next(); packet !== undefined; packet = this.next()) packets.push(packet);
    return packets;
  }

  private next(): ClientPacket | undefined {
    let bodyBytes = 0;
    let headerBytes = 1;
    let byte: number | undefined;
    do {
      byte = this.unread[headerBytes];
      if (byte === undefined) return undefined;
      bodyBytes += (byte & 0x7f) << (7 * (headerBytes - 1));
      headerBytes += 1;
    } while (byte > 0x7f);
    if (this.unread.length < headerBytes + bodyBytes) return undefined;
    const body = this.unread.subarray(headerBytes, headerBytes + bodyBytes);
    const first = this.unread[0] ?? 0;
    this.unread = this.unread.subarray(headerBytes + bodyBytes);
    const type = first >> 4;
    // Reserved flags are fixed for every type but PUBLISH.
    if (type !== 3 && (first & 0xf) !== (flagsOf[type] ?? 0)) {
      throw new Error(`wrong flags in a packet that begins with ${first}`);
    }
    return clientPacket(first, body);
  }
}

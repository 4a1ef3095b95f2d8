import { Buffer } from 'node:buffer';
import { packetNameOf, type PacketName } from './packet-name.ts';

/** One packet as it lies in the stream, or bytes that are none. */
export interface Frame {
  readonly name: PacketName | 'malformed';
  readonly bytes: Uint8Array;
}

const publish = 0x30;
/** PUBREL, SUBSCRIBE and UNSUBSCRIBE have the flags 0010, [MQTT-2.2.2-1]. */
const withFlags: ReadonlySet<number> = new Set([0x60, 0x80, 0xa0]);
const lengthDigitsMax = 4;

/**
 * Cuts a stream into whole MQTT packets by their fixed headers; of the bodies
 * it knows nothing. A header that cannot be ends that: from there on whatever
 * comes is malformed and given out as it comes. What it gives out, put
 * together, is what it was given.
 */
export class PacketFramer {
  private held: Uint8Array[] = [];
  private heldBytes = 0;
  /** How long the packet is that has begun; 0 while its header does not say. */
  private wantedBytes = 0;
  private lost = false;

  /** The packets that these bytes complete: views, not copies, where one piece holds all. */
  cut(bytes: Uint8Array): readonly Frame[] {
    if (this.lost) return [{ name: 'malformed', bytes }];
    // The common case: one piece, one packet.
    if (this.heldBytes === 0 && frameLength(bytes, 0) === bytes.length) return [frameOf(bytes)];
    this.held.push(bytes);
    this.heldBytes += bytes.length;
    return this.heldBytes < this.wantedBytes ? [] : this.split(this.takeHeld());
  }

  /** Gives out what was begun and not completed. */
  rest(): readonly Frame[] {
    const bytes = this.takeHeld();
    return bytes.length > 0 ? [{ name: 'malformed', bytes }] : [];
  }

  private split(all: Uint8Array): readonly Frame[] {
    const frames: Frame[] = [];
    let at = 0;
    while (at < all.length) {
      const length = frameLength(all, at);
      if (length === undefined) {
        this.lost = true;
        frames.push({ name: 'malformed', bytes: all.subarray(at) });
        return frames;
      }
      if (length === 0 || at + length > all.length) {
        this.hold(all.subarray(at), length);
        return frames;
      }
      frames.push(frameOf(all.subarray(at, at + length)));
      at += length;
    }
    return frames;
  }

  private hold(bytes: Uint8Array, wantedBytes: number): void {
    this.held = [bytes];
    this.heldBytes = bytes.length;
    this.wantedBytes = wantedBytes;
  }

  private takeHeld(): Uint8Array {
    const [only] = this.held;
    const all = this.held.length === 1 && only !== undefined ? only : Buffer.concat(this.held);
    this.held = [];
    this.heldBytes = 0;
    this.wantedBytes = 0;
    return all;
  }
}

function frameOf(bytes: Uint8Array): Frame {
  return { name: packetNameOf(bytes[0] ?? 0) ?? 'malformed', bytes };
}

/** The length of the packet at a place; 0: the header is cut off; undefined: it cannot be. */
function frameLength(bytes: Uint8Array, at: number): number | undefined {
  if (!isHeader(bytes[at] ?? 0)) return undefined;
  let length = 0;
  for (let digits = 0; digits < lengthDigitsMax; digits += 1) {
    const digit = bytes[at + 1 + digits];
    if (digit === undefined) return 0;
    length += (digit & 0x7f) << (7 * digits);
    if (digit < 0x80) return 2 + digits + length;
  }
  return undefined;
}

/** Whether a packet can begin with this byte: no reserved type, no wrong flags, no QoS 3. */
function isHeader(first: number): boolean {
  const type = first & 0xf0;
  if (type === publish) return (first & 0x06) !== 0x06;
  return packetNameOf(first) !== undefined && (first & 0x0f) === (withFlags.has(type) ? 2 : 0);
}

import { concat } from './vector.ts';
import { messageHeaderBytes, type HandshakeMessage } from './handshake-message.ts';
import { messageTypeOf } from './message-type.ts';

/** Cuts the payloads of handshake records into messages: many in one record, or one in many. */
export class MessageJoiner {
  private buffer: Uint8Array = new Uint8Array(0);

  /** The payload of a record. */
  add(payload: Uint8Array): void {
    this.buffer = this.buffer.length === 0 ? payload : concat(this.buffer, payload);
  }

  /** Whether a message has begun and is not complete. */
  get isMidMessage(): boolean {
    return this.buffer.length > 0;
  }

  /** How long the message that has begun says it is, header included. */
  get announcedBytes(): number {
    if (this.buffer.length < messageHeaderBytes) return messageHeaderBytes;
    const [, high = 0, middle = 0, low = 0] = this.buffer;
    return messageHeaderBytes + high * 65_536 + middle * 256 + low;
  }

  /** The next complete message. */
  next(): HandshakeMessage | undefined {
    const { buffer, announcedBytes } = this;
    if (buffer.length < messageHeaderBytes || buffer.length < announcedBytes) return undefined;
    this.buffer = buffer.subarray(announcedBytes);
    const whole = buffer.subarray(0, announcedBytes);
    const [id = 0] = whole;
    return { type: messageTypeOf(id), body: whole.subarray(messageHeaderBytes), whole };
  }
}

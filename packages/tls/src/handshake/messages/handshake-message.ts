import { concat, uint } from './vector.ts';
import { messageTypeId, type MessageType } from './message-type.ts';

/** A handshake message as it came. */
export interface HandshakeMessage {
  /** Undefined: a type TLS 1.2 does not know. */
  readonly type: MessageType | undefined;
  readonly body: Uint8Array;
  /** Header and body, as the transcript wants them. */
  readonly whole: Uint8Array;
}

export const messageHeaderBytes = 4;

/** A message with its header: type and length. */
export function frameMessage(type: MessageType, body: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(messageTypeId(type)), uint(3, body.length), body);
}

import { defineTraceKind } from '@w800/kernel';
import type { OpcodeName } from './frames/opcode.ts';
import type { Side } from './side.ts';
import type { WebSocketFailure } from './websocket-failure.ts';

export const websocketFrame = defineTraceKind<{
  /** The end that reports it. */
  side: Side;
  direction: 'in' | 'out';
  /** Of a received message that came in fragments: that of the first. */
  opcode: OpcodeName;
  /** Payload bytes. */
  bytes: number;
  fin: boolean;
  /** Of a Close that carries one. */
  code: number | undefined;
}>('websocket.frame', 'A WebSocket frame began to be sent, or a whole message was received.');

export const websocketUpgrade = defineTraceKind<{
  side: Side;
  /** Undefined as long as a server has not read a request. */
  path: string | undefined;
  outcome: 'upgraded' | WebSocketFailure['kind'];
  /** HTTP status of the answer, where there was one. */
  status: number | undefined;
  subprotocol: string | undefined;
  /** For `protocol`: what was wrong. */
  what: string | undefined;
}>('websocket.upgrade', 'A connection became a WebSocket, or did not.');

export const websocketRejected = defineTraceKind<{
  side: Side;
  /** The code of the Close frame that says so to the peer. */
  code: number;
  what: string;
}>('websocket.rejected', 'The peer broke the framing, and the connection is given up.');

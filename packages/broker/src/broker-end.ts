import type { ByteStream } from '@w800/ports';
import type { BrokerPacketInput } from './broker-packet-input.ts';
import type { BrokerPacket } from './broker-packet.ts';
import type { BrokerRule, RuleHandle } from './broker-rule.ts';
import type { Listener } from './listener.ts';
import type { MessageBurst } from './message-burst.ts';
import type { OutgoingMessage, ReceivedMessage } from './messages.ts';
import type { WebSocketControl } from './websocket-control.ts';

/**
 * How what is written is cut or joined. A write is a record of its own over
 * TLS, and a message of its own over WebSocket.
 */
export interface WriteShape {
  /** No piece is longer. Each is a write of its own. */
  readonly splitBytes?: number;
  /** What is written up to that many milliseconds after the first is one write with it. */
  readonly mergeMs?: number;
}

/** The far end of MQTT connections: a broker that can be told to misbehave, or a raw peer. */
export interface BrokerEnd {
  /** Its ports, the one it was opened on first. */
  readonly listeners: readonly Listener[];
  /** Every message a client published, its will included, in order. */
  readonly received: readonly ReceivedMessage[];
  /** Every packet on the wire, both ways, in order. */
  readonly packets: readonly BrokerPacket[];
  /** The identifiers of the clients connected now, in the order of connecting. */
  clients(): readonly string[];
  /** @throws BrokerError for a topic no message can have, and after `close` */
  publish(message: OutgoingMessage): void;
  /** Publishes many, at once or evenly spaced. @throws BrokerError as `publish` does */
  burst(burst: MessageBurst): void;
  /** Sets a rule, behind those that are set. @throws BrokerError for one that makes no sense */
  rule(rule: BrokerRule): RuleHandle;
  /** Takes back every rule, refusals included. What is delayed already still comes. */
  clearRules(): void;
  /**
   * Answers CONNECT with this return code, 1 to 255, and FIN.
   * @param times for how many CONNECTs. Default 1.
   */
  refuse(code: number, times?: number | 'always'): RuleHandle;
  /**
   * While silent it takes everything and sends nothing, not even FIN, but
   * what `send` says. TCP goes on acknowledging. What a client sent meanwhile
   * is lost.
   */
  mute(silent: boolean): void;
  /**
   * Sends a packet, or any bytes, past every rule.
   * @param clientId absent: to every connection
   * @throws BrokerError when there is nobody to send it to
   */
  send(what: Uint8Array | BrokerPacketInput, clientId?: string): void;
  /**
   * The next time a client connects the broker knows nothing of its session.
   * @param clientId absent: of every session there is
   */
  forgetSessions(clientId?: string): void;
  /** From now on; undefined: as it comes. @throws BrokerError for a shape that makes no sense */
  writes(shape: WriteShape | undefined): void;
  /**
   * For what WebSocket has besides data. Takes effect at once.
   * @param clientId absent: every client that came by WebSocket
   * @throws BrokerError when there is none
   */
  webSocket(clientId?: string): WebSocketControl;
  /**
   * Ends the connection of one client, or of all, by RST unless said
   * otherwise. Harmless when there is none. Before FIN, TLS says close_notify
   * and WebSocket waits up to 10 s for the answer to its Close.
   */
  disconnect(clientId?: string, by?: 'fin' | 'rst'): void;
  /** Whether it takes connections. */
  readonly listens: boolean;
  /**
   * As if its process had been killed: every connection ends by RST, also one
   * in its handshake, and new ones are refused. What it has stored stays.
   */
  stop(): void;
  /** Takes connections again, after `stop`. */
  start(): void;
  /** Takes a connection, plain TCP, that did not come over its network. Called inside an event. */
  join(stream: ByteStream): void;
  /** Ends every connection by FIN and leaves nothing on the kernel's queue. */
  close(): Promise<void>;
}

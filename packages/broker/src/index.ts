export type { BrokerEnd, WriteShape } from './broker-end.ts';
export { BrokerError, type BrokerErrorCode } from './broker-error.ts';
export type { BrokerOptions } from './broker-options.ts';
export type { BrokerPacketInput } from './broker-packet-input.ts';
export type { BrokerPacket, PacketFate } from './broker-packet.ts';
export type { BrokerRule, RuleAction, RuleHandle } from './broker-rule.ts';
export { Broker } from './broker.ts';
export { guardGlobals } from './compartment.ts';
export type { ListenerOptions } from './listener-options.ts';
export type { ChangeOf, Listener, ServingOverlay } from './listener.ts';
export type { MessageBurst } from './message-burst.ts';
export type { OutgoingMessage, ReceivedMessage } from './messages.ts';
export { openBroker } from './open-broker.ts';
export type { PacketName } from './packet-name.ts';
export { RawPeer } from './raw-peer.ts';
export type { TlsServing } from './tls-serving.ts';
export {
  brokerClient,
  brokerPacket,
  brokerReceived,
  type ClientChange,
  type MessageRecord,
} from './trace-kinds.ts';
export type { WebSocketControl } from './websocket-control.ts';
export type { WebSocketServing } from './websocket-serving.ts';

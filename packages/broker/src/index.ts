export { Broker, type OutgoingMessage, type ReceivedMessage } from './broker.ts';
export { BrokerError, type BrokerErrorCode } from './broker-error.ts';
export type { BrokerOptions } from './broker-options.ts';
export { guardGlobals } from './compartment.ts';
export {
  brokerClient,
  brokerReceived,
  brokerSent,
  type ClientChange,
  type MessageRecord,
} from './trace-kinds.ts';

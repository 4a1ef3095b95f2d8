export { canConnect } from './can-connect.ts';
export type { MqttClientEvents, MqttMessage, SessionEnd } from './client-events.ts';
export type { ConnectOptions, Will } from './connect-options.ts';
export { mqttFigures, type MqttFigures } from './figures.ts';
export { KeptState } from './kept-state.ts';
export { MqttClient } from './mqtt-client.ts';
export type { MqttClientOptions } from './mqtt-client-options.ts';
export { mqttReceived, mqttSent, type PacketRecord } from './packet-trace.ts';
export type { ConnectResult, ExchangeResult, SubscribeResult } from './results.ts';
export {
  mqttEnded,
  mqttLost,
  mqttRejected,
  mqttResumed,
  type LossRecord,
  type RejectionRecord,
  type ResumptionRecord,
  type SessionRecord,
} from './session-trace.ts';
export type { QoS } from './wire/qos.ts';

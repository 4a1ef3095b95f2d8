export type { MqttClientEvents, MqttMessage, SessionEnd } from './client-events.ts';
export type { ConnectOptions, Will } from './connect-options.ts';
export { mqttFigures, type MqttFigures } from './figures.ts';
export { MqttClient, type MqttClientOptions } from './mqtt-client.ts';
export { mqttReceived, mqttSent, type PacketRecord } from './packet-trace.ts';
export type { ConnectResult, ExchangeResult, SubscribeResult } from './results.ts';
export { mqttEnded, type SessionRecord } from './session-trace.ts';
export type { QoS } from './wire/qos.ts';

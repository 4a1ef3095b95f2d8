import { figure, type Figures } from '@w800/kernel';

/** Limits, keepalive checks and memory of the module's MQTT client. */
export const mqttFigures = {
  connackLimitMs: figure(
    30_000,
    'ms',
    'assumed',
    'SDK MQTTClient.c bounds its waits by 30 s from the start; the AT documents name no limit',
  ),
  publishLimitMs: figure(10_000, 'ms', 'documented', 'AT MQTT document, answer within 10 s'),
  subscribeLimitMs: figure(10_000, 'ms', 'documented', 'SDK MQTTClient.c commandTimeout'),
  disconnectLimitMs: figure(10_000, 'ms', 'documented', 'SDK wm_mqtt_client.c disconnect'),
  keepaliveChecks: figure(10, '1', 'documented', 'SDK MQTTClient.c setRetryLoopInterval'),
  keepaliveCheckMinMs: figure(100, 'ms', 'documented', 'SDK MQTTClient.c setRetryLoopInterval'),
  keepaliveCheckMaxMs: figure(5_000, 'ms', 'documented', 'SDK MQTTClient.c setRetryLoopInterval'),
  handleBytes: figure(
    216,
    'bytes',
    'derived',
    'SDK MQTTClient.c: what the application holds, with the next about 600 with headers',
  ),
  clientBytes: figure(336, 'bytes', 'derived', 'SDK Clients.h: what the protocol knows of it'),
  optionBytes: figure(
    276,
    'bytes',
    'derived',
    'SDK MQTTClient.c: options of connect, TLS and will, about 300 with the header',
  ),
  semaphores: figure(
    4,
    '1',
    'documented',
    'SDK MQTTClient.c: connect, CONNACK, SUBACK and UNSUBACK, each waited for',
  ),
  semaphoreBytes: figure(80, 'bytes', 'derived', 'a FreeRTOS queue: 104 with its header'),
  locatorBytes: figure(
    64,
    'bytes',
    'assumed',
    'scheme, host, port and path as one text; with it a client has the measure of 2,500 bytes',
  ),
  sendPollMs: figure(
    1_000,
    'ms',
    'derived',
    'lwIP 2.1.3 polls a blocked connection every 2 slow ticks of 500 ms (NETCONN_TCP_POLL_INTERVAL)',
  ),
  waitingMessagesMax: figure(32, '1', 'documented', 'SDK wm_event.c, queue of the event task'),
  receiveQueueBytes: figure(1_000, 'bytes', 'documented', 'SDK SocketBuffer.c, grows on demand'),
} satisfies Figures;

export type MqttFigures = typeof mqttFigures;

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
  clientBlocks: figure(
    12,
    '1',
    'assumed',
    'SDK MQTTClient.c and Thread.c hold about a dozen small blocks: client, options, locks',
  ),
  clientBlockBytes: figure(
    96,
    'bytes',
    'assumed',
    'twelve such blocks and the receive queue come to about 2,500 bytes with their headers',
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

import { figure } from '@w800/kernel';

/** What the AT firmware and the MQTT library take for the session, beside the client itself. */
export const sessionHeapFigures = {
  mqttTaskStackBytes: figure(8_192, 'bytes', 'documented', 'SDK wm_task_config.h; never deleted'),
  reconnectTaskStackBytes: figure(8_192, 'bytes', 'assumed', 'the task uses the MQTT stack size'),
  libraryLocks: figure(
    8,
    '1',
    'documented',
    'SDK MQTTClient.c, Thread.c: made with the first client, never deleted',
  ),
  subscriptionBytes: figure(
    12,
    'bytes',
    'assumed',
    'QoS and two pointers before the topic of a subscription that is remembered',
  ),
};

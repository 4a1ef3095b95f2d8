/**
 * Quality of service: at most once, at least once, exactly once. There is no 3,
 * for a message [MQTT-3.3.1-4] as for a will [MQTT-3.1.2-14].
 */
export type QoS = 0 | 1 | 2;

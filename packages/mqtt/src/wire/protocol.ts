/** What CONNECT calls the protocol [MQTT-3.1.2-1], [MQTT-3.1.2-2]. */
export const protocol = { name: 'MQTT', level: 4 } as const;

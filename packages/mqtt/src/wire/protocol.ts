/** What CONNECT calls the protocol at each level [MQTT-3.1.2-1], [MQTT-3.1.2-2]. */
export const protocolNames = { 3: 'MQIsdp', 4: 'MQTT' } as const;

/** MQTT 3.1.1. */
export const defaultLevel = 4;

/** A string stands behind a length of two bytes [MQTT-4.7.3-3]. */
export const textBytesMax = 65_535;

import { defineLongValue } from './parameters/long-value.ts';

export const mqttlongclientid = defineLongValue({
  name: 'AT+MQTTLONGCLIENTID',
  field: 'clientId',
  summary: { en: 'Sets a client ID of up to 1024 bytes', zh: '设置 MQTT 客户端 ID' },
  allowsNul: false,
});

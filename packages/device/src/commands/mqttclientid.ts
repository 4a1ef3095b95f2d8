import { defineShortValue } from './parameters/short-value.ts';

export const mqttclientid = defineShortValue({
  name: 'AT+MQTTCLIENTID',
  field: 'clientId',
  summary: { en: 'Sets the client ID in one line', zh: '设置 MQTT 客户端 ID（单行）' },
});

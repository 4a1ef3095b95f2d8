import { defineShortValue } from './parameters/short-value.ts';

export const mqttusername = defineShortValue({
  name: 'AT+MQTTUSERNAME',
  field: 'username',
  summary: { en: 'Sets the user name in one line', zh: '设置 MQTT 登陆用户名（单行）' },
});

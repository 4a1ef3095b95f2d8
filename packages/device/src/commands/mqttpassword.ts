import { defineShortValue } from './parameters/short-value.ts';

export const mqttpassword = defineShortValue({
  name: 'AT+MQTTPASSWORD',
  field: 'password',
  summary: { en: 'Sets the password in one line', zh: '设置 MQTT 登陆密码（单行）' },
});

import { defineLongValue } from './parameters/long-value.ts';

export const mqttlongpassword = defineLongValue({
  name: 'AT+MQTTLONGPASSWORD',
  field: 'password',
  summary: { en: 'Sets a password of up to 1024 bytes', zh: '设置 MQTT 登陆密码' },
  allowsNul: true,
});

import { defineLongValue } from './parameters/long-value.ts';

export const mqttlongusername = defineLongValue({
  name: 'AT+MQTTLONGUSERNAME',
  field: 'username',
  summary: { en: 'Sets a user name of up to 1024 bytes', zh: '设置 MQTT 登陆用户名' },
  allowsNul: false,
});

import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { macAddress } from './parameters/mac-address.ts';

export const cwqif = defineWifiCommand({
  name: 'AT+CWQIF',
  needs: 'softAp',
  summary: { en: 'Sends stations away from the softAP', zh: '断开 softAP 上的 station' },
  execute({ wifi }, reply) {
    wifi.softAp.dropAll();
    reply.ok();
  },
  set: {
    parameters: { mac: macAddress('mac', { en: 'station', zh: 'station 的 MAC 地址' }) },
    example: 'AT+CWQIF="02:00:00:00:00:10"',
    run({ wifi }, { mac }, reply) {
      if (wifi.softAp.drop(mac.toLowerCase())) reply.ok();
      else reply.error();
    },
  },
});

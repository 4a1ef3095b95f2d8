import { defineWifiCommand } from '../station/define-wifi-command.ts';

export const cwqap = defineWifiCommand({
  name: 'AT+CWQAP',
  summary: { en: 'Leaves the access point', zh: '断开与 AP 的连接' },
  execute({ wifi }, reply) {
    wifi.station.leave();
    reply.ok();
  },
});

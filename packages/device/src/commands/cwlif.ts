import { defineWifiCommand } from '../station/define-wifi-command.ts';

export const cwlif = defineWifiCommand({
  name: 'AT+CWLIF',
  needs: 'softAp',
  summary: { en: 'Lists the stations of the softAP', zh: '查询连接到 softAP 的 station' },
  execute({ wifi }, reply) {
    for (const { address, mac } of wifi.softAp.leased()) reply.line(`+CWLIF:${address},${mac}`);
    reply.ok();
  },
});

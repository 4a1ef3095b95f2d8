import { softApMacSetting } from '../softap/soft-ap-settings.ts';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { ownMacAddress } from './parameters/mac-address.ts';

/** What is set holds from the next time the softAP goes on the air. */
export const cipapmac = defineWifiCommand({
  name: 'AT+CIPAPMAC',
  summary: { en: 'Sets the hardware address of the softAP', zh: '设置 softAP 的 MAC 地址' },
  query({ wifi }, reply) {
    reply.line(`+CIPAPMAC:"${wifi.softApMac}"`);
    reply.ok();
  },
  set: {
    parameters: { mac: ownMacAddress() },
    example: 'AT+CIPAPMAC="28:6d:cd:11:22:33"',
    run({ wifi, settings }, args, reply) {
      const mac = args.mac.toLowerCase();
      if (mac === wifi.stationMac) {
        reply.error();
        return;
      }
      settings.write(softApMacSetting, mac);
      reply.ok();
    },
  },
});

import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { stationMacSetting } from '../station/station-settings.ts';
import { ownMacAddress } from './parameters/mac-address.ts';

/** What is set holds from the next time the station goes on the air. */
export const cipstamac = defineWifiCommand({
  name: 'AT+CIPSTAMAC',
  summary: { en: 'Sets the hardware address of the station', zh: '设置 station 的 MAC 地址' },
  query({ wifi }, reply) {
    reply.line(`+CIPSTAMAC:"${wifi.stationMac}"`);
    reply.ok();
  },
  set: {
    parameters: { mac: ownMacAddress() },
    example: 'AT+CIPSTAMAC="28:6d:cd:11:22:33"',
    run({ wifi, settings }, args, reply) {
      const mac = args.mac.toLowerCase();
      if (mac === wifi.softApMac) {
        reply.error();
        return;
      }
      settings.write(stationMacSetting, mac);
      reply.ok();
    },
  },
});

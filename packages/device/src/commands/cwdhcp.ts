import { integer } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { dhcpSetting, stationAddressSetting } from '../station/station-settings.ts';

const stationBit = 1;

export const cwdhcp = defineWifiCommand({
  name: 'AT+CWDHCP',
  summary: { en: 'Switches DHCP on or off', zh: '开启或关闭 DHCP' },
  query({ settings }, reply) {
    reply.line(`+CWDHCP:${settings.read(dhcpSetting)}`);
    reply.ok();
  },
  set: {
    parameters: {
      operate: integer({ min: 0, max: 1, summary: { en: '0 off, 1 on', zh: '0 关闭，1 开启' } }),
      mode: integer({
        min: 1,
        max: 3,
        summary: {
          en: 'bit 0 the client of the station, bit 1 the server of the softAP',
          zh: 'bit 0 station 的客户端，bit 1 softAP 的服务器',
        },
      }),
    },
    example: 'AT+CWDHCP=1,1',
    run({ wifi, settings }, { operate, mode }, reply) {
      const before = settings.read(dhcpSetting);
      const after = operate === 1 ? before | mode : before & ~mode;
      settings.write(dhcpSetting, after);
      // DHCP and a static address exclude each other; what was set last holds.
      if ((after & stationBit) !== 0) settings.write(stationAddressSetting, undefined);
      reply.ok();
      if ((after & ~before & stationBit) !== 0) wifi.station.readdress();
    },
  },
});

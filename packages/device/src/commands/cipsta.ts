import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { interfaceAddress } from '../station/interface-address.ts';
import { dhcpSetting, stationAddressSetting } from '../station/station-settings.ts';
import { interfaceParameters } from './parameters/interface-parameters.ts';

const stationBit = 1;

export const cipsta = defineWifiCommand({
  name: 'AT+CIPSTA',
  summary: { en: 'Sets a static address of the station', zh: '设置 station 的 IP 地址' },
  query({ wifi }, reply) {
    const address = wifi.stationAddress;
    if (address === undefined) {
      reply.error();
      return;
    }
    reply.line(`+CIPSTA:ip:"${address.address}"`);
    reply.line(`+CIPSTA:gateway:"${address.gateway}"`);
    reply.line(`+CIPSTA:netmask:"${address.netmask}"`);
    reply.ok();
  },
  set: {
    parameters: interfaceParameters(),
    example: 'AT+CIPSTA="192.168.10.50","192.168.10.1","255.255.255.0"',
    check: ({ ip, gateway, netmask }) => interfaceAddress(ip, gateway, netmask) !== undefined,
    run({ wifi, settings }, { ip, gateway, netmask }, reply) {
      settings.write(stationAddressSetting, interfaceAddress(ip, gateway, netmask));
      // A static address and DHCP exclude each other; what was set last holds.
      settings.write(dhcpSetting, settings.read(dhcpSetting) & ~stationBit);
      reply.ok();
      wifi.station.readdress();
    },
  },
});

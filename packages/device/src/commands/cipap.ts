import { dhcpPoolSetting, softApAddressSetting } from '../softap/soft-ap-settings.ts';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { interfaceAddress, isInNetwork } from '../station/interface-address.ts';
import { interfaceParameters } from './parameters/interface-parameters.ts';

export const cipap = defineWifiCommand({
  name: 'AT+CIPAP',
  summary: { en: 'Sets the address of the softAP', zh: '设置 softAP 的 IP 地址' },
  query({ wifi }, reply) {
    const { address, gateway, netmask } = wifi.softApAddress;
    reply.line(`+CIPAP:ip:"${address}"`);
    reply.line(`+CIPAP:gateway:"${gateway}"`);
    reply.line(`+CIPAP:netmask:"${netmask}"`);
    reply.ok();
  },
  set: {
    parameters: interfaceParameters(),
    example: 'AT+CIPAP="192.168.20.1","192.168.20.1","255.255.255.0"',
    check: ({ ip, gateway, netmask }) => interfaceAddress(ip, gateway, netmask) !== undefined,
    run({ wifi, settings }, { ip, gateway, netmask }, reply) {
      const address = interfaceAddress(ip, gateway, netmask);
      settings.write(softApAddressSetting, address);
      const pool = settings.read(dhcpPoolSetting);
      const fits =
        pool === undefined ||
        (address !== undefined &&
          isInNetwork(address, pool.first) &&
          isInNetwork(address, pool.last));
      // A pool of another network would serve nobody.
      if (!fits) settings.write(dhcpPoolSetting, undefined);
      if (wifi.softAp.restart()) reply.ok();
      else reply.error();
    },
  },
});

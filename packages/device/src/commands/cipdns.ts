import { integer, optional } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { nameServersSetting } from '../station/station-settings.ts';
import { ipv4Address } from './parameters/ipv4-address.ts';

const server = (number: number) =>
  optional(
    ipv4Address(`DNS IP${number}`, {
      en: `name server ${number}; default ${number === 1 ? '208.67.222.222' : '8.8.8.8'}`,
      zh: `第 ${number} 个 DNS 服务器，默认 ${number === 1 ? '208.67.222.222' : '8.8.8.8'}`,
    }),
  );

export const cipdns = defineWifiCommand({
  name: 'AT+CIPDNS',
  summary: { en: 'Sets the name servers', zh: '设置 DNS 服务器' },
  query({ settings, wifi, dialect }, reply) {
    const set = settings.read(nameServersSetting);
    const given = wifi.station.addressing?.nameServers ?? dialect.staticNameServers;
    const servers = set === undefined ? given : [set.first, set.second];
    const quoted = servers.map((address) => `,"${address}"`).join('');
    reply.line(`+CIPDNS:${set === undefined ? 0 : 1}${quoted}`);
    reply.ok();
  },
  set: {
    parameters: {
      enable: integer({
        min: 0,
        max: 1,
        summary: { en: '0 as DHCP says, 1 these', zh: '0 自动获取，1 手动设置' },
      }),
      dns1: server(1),
      dns2: server(2),
    },
    // Its document names ERROR as the only refusal.
    rangeRefusal: 'error',
    example: 'AT+CIPDNS=1,"208.67.222.222","8.8.8.8"',
    run({ settings, dialect }, { enable, dns1, dns2 }, reply) {
      const [usualFirst = '', usualSecond = ''] = dialect.staticNameServers;
      const [first, second] = [dns1 ?? usualFirst, dns2 ?? usualSecond];
      if (enable === 1 && first === second) {
        reply.error();
        return;
      }
      settings.write(nameServersSetting, enable === 1 ? { first, second } : undefined);
      reply.ok();
    },
  },
});

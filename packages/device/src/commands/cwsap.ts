import { integer, optional } from '@w800/at';
import { softApSecurities, softApSetting } from '../softap/soft-ap-settings.ts';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { networkName } from './parameters/network-name.ts';
import { passphrase } from './parameters/passphrase.ts';

export const cwsap = defineWifiCommand({
  name: 'AT+CWSAP',
  needs: 'softAp',
  summary: { en: 'Sets up the softAP', zh: '配置 softAP' },
  query({ wifi }, reply) {
    const { ssid, password, channel, security, stationsMax, hidden } = wifi.softApSettings;
    reply.line(`+CWSAP:"${ssid}","${password}",${channel},${security},${stationsMax},${hidden}`);
    reply.ok();
  },
  set: {
    parameters: {
      ssid: networkName(),
      password: passphrase(),
      channel: integer({
        label: 'chl',
        min: 1,
        max: 13,
        summary: { en: 'channel', zh: '信道' },
      }),
      security: integer({
        label: 'ecn',
        min: 0,
        max: 4,
        summary: {
          en: '0 open, 2 WPA, 3 WPA2, 4 WPA and WPA2',
          zh: '0 OPEN，2 WPA_PSK，3 WPA2_PSK，4 WPA_WPA2_PSK',
        },
      }),
      stationsMax: optional(
        integer({
          label: 'max_conn',
          min: 1,
          max: 8,
          summary: { en: 'stations at most', zh: '最大连接数' },
        }),
      ),
      hidden: optional(
        integer({
          label: 'ssid_hidden',
          min: 0,
          max: 1,
          summary: { en: '1 does not tell its name', zh: '1 隐藏网络名称' },
        }),
        0,
      ),
    },
    example: 'AT+CWSAP="W800","12345678",5,3',
    check: ({ password, security }) =>
      softApSecurities.some((allowed) => allowed === security) &&
      (security === 0 || password !== ''),
    run({ wifi, settings }, args, reply) {
      const { softApStationsMax } = wifi.figures;
      settings.write(softApSetting, {
        ...args,
        stationsMax: args.stationsMax ?? softApStationsMax,
      });
      if (wifi.softAp.restart()) reply.ok();
      else reply.error();
    },
  },
});

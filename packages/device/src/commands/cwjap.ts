import { integer, optional, type Reply } from '@w800/at';
import type { Module } from '../module.ts';
import type { JoinSettings } from '../settings/wifi-settings.ts';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { reconnectSetting } from '../station/station-settings.ts';
import type { JoinResult } from '../station/station.ts';
import { macAddress } from './parameters/mac-address.ts';
import { networkName } from './parameters/network-name.ts';
import { passphrase } from './parameters/passphrase.ts';
import { reconnectInterval } from './parameters/reconnect-interval.ts';

export const cwjap = defineWifiCommand({
  name: 'AT+CWJAP',
  summary: { en: 'Joins an access point', zh: '连接 AP' },
  queryTellsSecrets: false,
  query({ wifi, settings }, reply) {
    const { association, target } = wifi.station;
    if (association !== undefined && target !== undefined) {
      const { bssid, channel, rssi } = association;
      const { intervalSeconds } = settings.read(reconnectSetting);
      reply.line(
        `+CWJAP:"${target.ssid}","${bssid}",${channel},${rssi},${target.securityRequired},` +
          `${intervalSeconds},${target.listenIntervalBeacons},` +
          `${target.scanMode},${target.protectedFrames}`,
      );
    }
    reply.ok();
  },
  set: {
    parameters: {
      ssid: optional(networkName()),
      password: optional(passphrase()),
      bssid: optional(
        macAddress('bssid', { en: 'address of the access point', zh: 'AP 的 MAC 地址' }),
      ),
      securityRequired: optional(
        integer({
          label: 'pci_en',
          min: 0,
          max: 1,
          summary: { en: '1 refuses open and WEP networks', zh: '1 不连接 OPEN 和 WEP 网络' },
        }),
        0,
      ),
      interval: optional(reconnectInterval('reconn_interval')),
      listenInterval: optional(
        integer({ min: 1, max: 100, summary: { en: 'in beacons', zh: '以 beacon 为单位' } }),
      ),
      scanMode: optional(
        integer({
          min: 0,
          max: 1,
          summary: { en: '0 first match, 1 strongest', zh: '0 快速扫描，1 全信道扫描' },
        }),
        0,
      ),
      timeout: optional(
        integer({ label: 'jap_timeout', min: 3, max: 600, summary: { en: 'seconds', zh: '秒' } }),
      ),
      protectedFrames: optional(
        integer({
          label: 'pmf',
          min: 0,
          max: 3,
          summary: { en: 'bit 0 capable, bit 1 required', zh: 'bit 0 支持，bit 1 要求' },
        }),
      ),
    },
    example: 'AT+CWJAP="ssid","password"',
    run(module, args, reply) {
      const { wifi, settings } = module;
      const { figures } = wifi;
      const last = wifi.station.target ?? settings.join;
      const ssid = args.ssid ?? last?.ssid;
      if (ssid === undefined || !wifi.hasStation) {
        reply.error();
        return;
      }
      const target: JoinSettings = {
        ssid,
        password: args.password ?? (args.ssid === undefined ? (last?.password ?? '') : ''),
        bssid: args.bssid?.toLowerCase(),
        securityRequired: args.securityRequired,
        listenIntervalBeacons: args.listenInterval ?? figures.listenIntervalBeacons,
        scanMode: args.scanMode,
        timeoutSeconds: args.timeout ?? figures.joinTimeoutSeconds,
        protectedFrames: args.protectedFrames ?? figures.protectedFrames,
      };
      settings.write(reconnectSetting, {
        ...settings.read(reconnectSetting),
        intervalSeconds: args.interval ?? figures.reconnectIntervalSeconds,
      });
      join(module, target, reply);
    },
  },
  execute(module, reply) {
    const last = module.wifi.station.target ?? module.settings.join;
    if (last === undefined || !module.wifi.hasStation) reply.error();
    else join(module, last, reply);
  },
});

/** As ESP-AT numbers the causes. */
const causes: Readonly<Record<Exclude<JoinResult, 'joined'>, number>> = {
  timeout: 1,
  'wrong-password': 2,
  'no-access-point': 3,
  refused: 4,
};

/** `OK` is held until the address is there. */
function join({ wifi, settings, dialect, departures }: Module, target: JoinSettings, reply: Reply) {
  wifi.station.join(target, (result) => {
    if (result === 'joined') {
      settings.join = target;
      departures.note('joinOkFirst');
      reply.ok();
      return;
    }
    if (dialect.joinCauseCodes) {
      reply.line(`+CWJAP:${causes[result]}`);
      departures.note('joinCauseCodes');
    }
    reply.error();
  });
}

import { integer, optional, text, type ByteString, type Reply } from '@w800/at';
import { defineCommand, type Module } from '../module.ts';
import type { JoinSettings } from '../station/settings.ts';

export const cwjap = defineCommand({
  name: 'AT+CWJAP',
  summary: { en: 'Joins an access point', zh: '连接 AP' },
  query(module, reply) {
    const { association, target } = module.station;
    if (association !== undefined && target !== undefined) {
      const { bssid, channel, rssi } = association;
      reply.line(
        `+CWJAP:"${target.ssid}","${bssid}",${channel},${rssi},${target.securityRequired},` +
          `${target.reconnectIntervalSeconds},${target.listenIntervalBeacons},` +
          `${target.scanMode},${target.protectedFrames}`,
      );
    }
    reply.ok();
  },
  set: {
    parameters: {
      ssid: optional(
        text({ bytesMin: 1, bytesMax: 32, summary: { en: 'network name', zh: '网络名称' } }),
      ),
      password: optional(
        text({
          label: 'pwd',
          bytesMin: 0,
          bytesMax: 64,
          refuse: (password) => !isPassphrase(password),
          summary: {
            en: '8 to 63 characters or 64 hexadecimal digits; empty for an open network',
            zh: '8 到 63 个字符或 64 位十六进制；开放网络为空',
          },
        }),
      ),
      bssid: optional(
        text({
          bytesMin: 17,
          bytesMax: 17,
          refuse: (bssid) => !/^[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}$/.test(bssid),
          summary: { en: 'address of the access point', zh: 'AP 的 MAC 地址' },
        }),
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
      reconnectInterval: optional(
        integer({
          label: 'reconn_interval',
          min: 0,
          max: 7200,
          summary: { en: 'seconds between attempts after a loss', zh: '断线后重连间隔（秒）' },
        }),
      ),
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
      const { wifi, station, settings } = module;
      const last = station.target ?? settings.join;
      const ssid = args.ssid ?? last?.ssid;
      if (ssid === undefined) {
        reply.error();
        return;
      }
      const target: JoinSettings = {
        ssid,
        password: args.password ?? (args.ssid === undefined ? (last?.password ?? '') : ''),
        bssid: args.bssid?.toLowerCase(),
        securityRequired: args.securityRequired,
        reconnectIntervalSeconds: args.reconnectInterval ?? wifi.reconnectIntervalSeconds,
        listenIntervalBeacons: args.listenInterval ?? wifi.listenIntervalBeacons,
        scanMode: args.scanMode,
        protectedFrames: args.protectedFrames ?? wifi.protectedFrames,
      };
      join(module, target, args.timeout ?? wifi.joinTimeoutSeconds, reply);
    },
  },
  execute(module, reply) {
    const last = module.station.target ?? module.settings.join;
    if (last === undefined) reply.error();
    else join(module, last, module.wifi.joinTimeoutSeconds, reply);
  },
});

/** `OK` is held until the address is there, `WIFI GOT IP` follows it at once. */
function join(module: Module, target: JoinSettings, timeoutSeconds: number, reply: Reply): void {
  if (module.mode !== 1 && module.mode !== 3) {
    reply.error();
    return;
  }
  module.station.join(target, timeoutSeconds, (joined) => {
    if (!joined) {
      reply.error();
      return;
    }
    module.settings.join = target;
    reply.ok();
  });
}

function isPassphrase(password: ByteString): boolean {
  if (password === '') return true;
  if (password.length === 64) return /^[0-9a-fA-F]{64}$/.test(password);
  return password.length >= 8;
}

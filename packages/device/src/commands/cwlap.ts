import { integer, optional, text, type Reply } from '@w800/at';
import type { ScannedAccessPoint } from '@w800/ports';
import type { Module } from '../module.ts';
import { accessPointFields } from '../station/access-point-fields.ts';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { scan, type ScanRequest } from '../station/scan.ts';

import { macAddress } from './parameters/mac-address.ts';

const scanTime = (label: string, en: string, zh: string) =>
  optional(integer({ label, min: 0, max: 1500, summary: { en, zh } }), 0);

export const cwlap = defineWifiCommand({
  name: 'AT+CWLAP',
  needs: 'station',
  summary: { en: 'Lists the access points in reach', zh: '扫描可用的 AP' },
  set: {
    parameters: {
      ssid: optional(
        text({ bytesMin: 1, bytesMax: 32, summary: { en: 'only this name', zh: '仅此名称' } }),
      ),
      bssid: optional(macAddress('mac', { en: 'only this address', zh: '仅此 MAC 地址' })),
      channel: optional(
        integer({ min: 1, max: 13, summary: { en: 'only this channel', zh: '仅此信道' } }),
      ),
      passive: optional(
        integer({
          label: 'scan_type',
          min: 0,
          max: 1,
          summary: { en: '0 active, 1 passive', zh: '0 主动扫描，1 被动扫描' },
        }),
        0,
      ),
      quietMs: scanTime(
        'scan_time_min',
        'ms on a channel on which nothing is heard; not for passive scans',
        '每信道最短时间（毫秒），被动扫描时无效',
      ),
      channelMs: scanTime(
        'scan_time_max',
        'ms on each channel; 0 for 120, passive 360',
        '每信道最长时间（毫秒）；0 为 120，被动扫描为 360',
      ),
    },
    example: 'AT+CWLAP="ssid","02:00:00:00:00:01",6,0,0,120',
    run(module, { ssid, bssid, channel, passive, quietMs, channelMs }, reply) {
      const { channels, figures } = module.wifi;
      const usualMs = passive === 1 ? figures.scanPassiveMs : figures.scanActiveMs;
      list(module, reply, {
        ssid,
        bssid: bssid?.toLowerCase(),
        channels: channels.filter((one) => channel === undefined || one === channel),
        active: passive === 0,
        quietMs,
        channelMs: channelMs === 0 ? usualMs : channelMs,
      });
    },
  },
  execute(module, reply) {
    const { channels, figures } = module.wifi;
    list(module, reply, {
      ssid: undefined,
      bssid: undefined,
      channels,
      active: true,
      quietMs: 0,
      channelMs: figures.scanActiveMs,
    });
  },
});

/** The port is busy while the radio listens. A radio that is joining has no time for it. */
function list(module: Module, reply: Reply, request: ScanRequest): void {
  const { wifi } = module;
  if (wifi.station.isConnecting) {
    reply.error();
    return;
  }
  const { kernel, medium } = wifi;
  const pending = scan({
    kernel,
    medium,
    mac: wifi.stationMac,
    association: wifi.station.association,
    request,
    done: (found) => {
      for (const point of shown(module, found)) reply.line(lineOf(module, point));
      reply.ok();
    },
  });
  reply.onAbort(() => pending.cancel());
}

function shown({ wifi }: Module, found: readonly ScannedAccessPoint[]) {
  const { rssiMin, securities, byStrength } = wifi.volatile.scanPrint;
  const wanted = found.filter(
    ({ rssi, security }) => rssi >= rssiMin && (securities & (1 << security)) !== 0,
  );
  return byStrength ? wanted.toSorted((a, b) => b.rssi - a.rssi) : wanted;
}

function lineOf({ wifi, dialect, departures }: Module, point: ScannedAccessPoint): string {
  const fields = accessPointFields(point, wifi.volatile.scanPrint.mask).join(',');
  departures.note('lapParentheses');
  return dialect.lapParentheses ? `+CWLAP:(${fields})` : `+CWLAP:${fields}`;
}

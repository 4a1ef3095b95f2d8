import { integer, optional, text } from '@w800/at';
import { timeZone, timeZoneRange } from '../clock/time-zone.ts';
import { defineCommand } from '../module.ts';

const server = (number: number) =>
  optional(
    text({
      label: `SNTP server${number}`,
      bytesMin: 1,
      bytesMax: 255,
      summary: { en: `time server ${number}`, zh: `第 ${number} 个 SNTP 服务器` },
    }),
  );

export const cipsntpcfg = defineCommand({
  name: 'AT+CIPSNTPCFG',
  summary: { en: 'Sets the time zone and the time servers', zh: '设置时区和 SNTP 服务器' },
  query({ sntp }, reply) {
    const { servers, zone } = sntp;
    const quoted = servers?.map((name) => `,"${name}"`).join('');
    reply.line(quoted === undefined ? '+CIPSNTPCFG:0' : `+CIPSNTPCFG:1,${zone.hours}${quoted}`);
    reply.ok();
  },
  set: {
    parameters: {
      enable: integer({
        min: 0,
        max: 1,
        summary: { en: '0 stops asking for the time', zh: '0 不设置，1 设置 SNTP 服务器' },
      }),
      timezone: optional(
        integer({
          ...timeZoneRange,
          plus: true,
          summary: {
            en: 'hours from UTC, -12 to 14, or hhmm; may be left out with enable 0',
            zh: '与 UTC 相差的小时，-12 至 14，或 hhmm；enable 为 0 时可省略',
          },
        }),
      ),
      server1: server(1),
      server2: server(2),
      server3: server(3),
    },
    check: ({ enable, timezone }) =>
      timezone === undefined ? enable === 0 : timeZone(timezone) !== undefined,
    example: 'AT+CIPSNTPCFG=1,8,"cn.ntp.org.cn","ntp.sjtu.edu.cn"',
    run({ sntp, dialect }, { enable, timezone, server1, server2, server3 }, reply) {
      const zone = timezone === undefined ? undefined : timeZone(timezone);
      if (zone !== undefined) sntp.zone = zone;
      const given = [server1, server2, server3].filter((name) => name !== undefined);
      if (enable === 0) sntp.disable();
      else sntp.enable(given.length === 0 ? dialect.sntpServers : given);
      reply.ok();
    },
  },
});

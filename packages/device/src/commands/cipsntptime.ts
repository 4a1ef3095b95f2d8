import { asctime } from '../clock/asctime.ts';
import { defineCommand } from '../module.ts';

export const cipsntptime = defineCommand({
  name: 'AT+CIPSNTPTIME',
  summary: { en: 'Shows the time', zh: '查询 SNTP 时间' },
  query({ sntp }, reply) {
    reply.line(`+CIPSNTPTIME:${asctime(sntp.localSeconds)}`);
    reply.ok();
  },
});

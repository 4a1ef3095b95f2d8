import { integer } from '@w800/at';
import { defineCommand } from '../module.ts';

export const cipsntpintv = defineCommand({
  name: 'AT+CIPSNTPINTV',
  summary: { en: 'Sets the synchronisation interval', zh: '设置 SNTP 时间同步的间隔' },
  query({ sntp }, reply) {
    reply.line(`+CIPSNTPINTV:${sntp.intervalSeconds}`);
    reply.ok();
  },
  set: {
    parameters: {
      interval: integer({
        label: 'interval second',
        min: 15,
        max: 4_294_967,
        summary: { en: 'seconds between synchronisations', zh: '时间同步间隔，单位：秒' },
      }),
    },
    example: 'AT+CIPSNTPINTV=3600',
    run({ sntp }, { interval }, reply) {
      sntp.intervalSeconds = interval;
      reply.ok();
    },
  },
});

import { integer } from '@w800/at';
import { defineCommand } from '../module.ts';

export const syslog = defineCommand({
  name: 'AT+SYSLOG',
  requires: { espAtCommands: true },
  summary: { en: 'Shows error codes', zh: '设置错误代码提示' },
  query({ espAt }, reply) {
    reply.line(`+SYSLOG:${espAt.errorCodes ? 1 : 0}`);
    reply.ok();
  },
  set: {
    parameters: {
      status: integer({
        min: 0,
        max: 1,
        summary: { en: '1 prints ERR CODE before ERROR', zh: '1 在 ERROR 前显示 ERR CODE' },
      }),
    },
    example: 'AT+SYSLOG=1',
    run({ espAt }, { status }, reply) {
      espAt.errorCodes = status === 1;
      reply.ok();
    },
  },
});

import { defineCommand } from '../module.ts';

export const gmr = defineCommand({
  name: 'AT+GMR',
  summary: { en: 'Shows the versions of the firmware', zh: '查询版本信息' },
  requires: { extensions: true },
  usage: false,
  execute(module, reply) {
    for (const line of module.dialect.versionLines) reply.line(line);
    reply.ok();
  },
});

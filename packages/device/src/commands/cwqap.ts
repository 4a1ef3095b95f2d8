import { defineCommand } from '../module.ts';

export const cwqap = defineCommand({
  name: 'AT+CWQAP',
  summary: { en: 'Leaves the access point', zh: '断开与 AP 的连接' },
  execute(module, reply) {
    module.station.leave();
    reply.ok();
  },
});

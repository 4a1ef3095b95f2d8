import { defineCommand } from '../module.ts';

export const rst = defineCommand({
  name: 'AT+RST',
  summary: { en: 'Restarts the module', zh: '重启模块' },
  usage: false,
  execute(module, reply) {
    module.restart(reply);
  },
});

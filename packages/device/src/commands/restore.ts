import { defineCommand } from '../module.ts';

export const restore = defineCommand({
  name: 'AT+RESTORE',
  summary: { en: 'Erases every stored setting and restarts', zh: '恢复出厂设置并重启' },
  usage: false,
  execute(module, reply) {
    module.settings.erase();
    module.restart(reply);
  },
});

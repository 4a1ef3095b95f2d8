import { integer } from '@w800/at';
import { defineCommand } from '../module.ts';

export const sysstore = defineCommand({
  name: 'AT+SYSSTORE',
  summary: { en: 'Sets whether settings are stored', zh: '设置参数存储模式' },
  usage: false,
  query(module, reply) {
    reply.line(`+SYSSTORE${module.dialect.sysStoreColons}${module.settings.storeMode}`);
    module.departures.note('sysStoreColons');
    reply.ok();
  },
  set: {
    parameters: {
      storeMode: integer({
        label: 'store_mode',
        min: 0,
        max: 1,
        summary: { en: '0 in RAM alone, 1 in flash too', zh: '0 不存储到 flash，1 存储到 flash' },
      }),
    },
    example: 'AT+SYSSTORE=1',
    run(module, { storeMode }, reply) {
      module.settings.storeMode = storeMode;
      reply.ok();
    },
  },
});

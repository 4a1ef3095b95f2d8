import { integer } from '@w800/at';
import { defineCommand } from '../module.ts';

export const cwinit = defineCommand({
  name: 'AT+CWINIT',
  summary: { en: 'Brings the Wi-Fi driver up or down', zh: '初始化或去初始化 Wi-Fi 驱动' },
  query({ wifi }, reply) {
    reply.line(`+CWINIT:${wifi.initialised ? 1 : 0}`);
    reply.ok();
  },
  set: {
    parameters: {
      init: integer({
        min: 0,
        max: 1,
        summary: { en: '0 tears the driver down, 1 brings it up', zh: '0 去初始化，1 初始化' },
      }),
    },
    example: 'AT+CWINIT=1',
    run({ wifi }, { init }, reply) {
      if (wifi.initialise(init === 1)) reply.ok();
      else reply.error();
    },
  },
});

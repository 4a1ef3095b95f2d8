import { integer } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { autoConnectSetting } from '../station/station-settings.ts';

export const cwautoconn = defineWifiCommand({
  name: 'AT+CWAUTOCONN',
  summary: { en: 'Sets whether the module joins at power-on', zh: '设置上电是否自动连接 AP' },
  set: {
    parameters: {
      enable: integer({
        min: 0,
        max: 1,
        summary: { en: '1 joins the stored network', zh: '1 自动连接已保存的网络' },
      }),
    },
    example: 'AT+CWAUTOCONN=1',
    run({ settings }, { enable }, reply) {
      settings.write(autoConnectSetting, enable);
      reply.ok();
    },
  },
});

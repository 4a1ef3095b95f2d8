import { integer, optional } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';

export const cwmode = defineWifiCommand({
  name: 'AT+CWMODE',
  summary: { en: 'Sets the Wi-Fi mode', zh: '设置 Wi-Fi 模式' },
  query({ wifi }, reply) {
    reply.line(`+CWMODE:${wifi.mode}`);
    reply.ok();
  },
  set: {
    parameters: {
      mode: integer({
        min: 0,
        max: 3,
        summary: {
          en: '0 off, 1 station, 2 softAP, 3 both',
          zh: '0 关闭，1 station，2 softAP，3 两者',
        },
      }),
      autoConnect: optional(
        integer({
          min: 0,
          max: 1,
          summary: { en: '1 joins the stored network', zh: '1 自动连接已保存的网络' },
        }),
        1,
      ),
    },
    example: 'AT+CWMODE=1',
    run({ wifi }, { mode, autoConnect }, reply) {
      const wasStation = wifi.hasStation;
      if (!wifi.setMode(mode)) {
        reply.error();
        return;
      }
      reply.ok();
      if (autoConnect === 1 && !wasStation) wifi.joinStored();
    },
  },
});

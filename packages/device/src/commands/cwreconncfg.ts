import { integer } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { reconnectSetting } from '../station/station-settings.ts';
import { reconnectInterval } from './parameters/reconnect-interval.ts';

export const cwreconncfg = defineWifiCommand({
  name: 'AT+CWRECONNCFG',
  summary: { en: 'Sets how a lost station comes back', zh: '设置断线重连' },
  query({ settings }, reply) {
    const { intervalSeconds, repeatCount } = settings.read(reconnectSetting);
    reply.line(`+CWRECONNCFG:${intervalSeconds},${repeatCount}`);
    reply.ok();
  },
  set: {
    parameters: {
      intervalSeconds: reconnectInterval('interval_second'),
      repeatCount: integer({
        min: 0,
        max: 1000,
        summary: { en: 'attempts at most; 0 for ever', zh: '重连次数；0 为不限' },
      }),
    },
    example: 'AT+CWRECONNCFG=1,100',
    run({ settings }, reconnect, reply) {
      settings.write(reconnectSetting, reconnect);
      reply.ok();
    },
  },
});

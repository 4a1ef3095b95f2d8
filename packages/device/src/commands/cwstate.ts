import { defineCommand } from '../module.ts';

export const cwstate = defineCommand({
  name: 'AT+CWSTATE',
  summary: { en: 'Shows the state of the station', zh: '查询 Wi-Fi 状态' },
  query(module, reply) {
    const { state, target } = module.station;
    reply.line(`+CWSTATE:${state},"${target?.ssid ?? ''}"`);
    reply.ok();
  },
});

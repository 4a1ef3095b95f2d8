import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { protocols } from './parameters/protocols.ts';

export const cwstaproto = defineWifiCommand({
  name: 'AT+CWSTAPROTO',
  summary: { en: 'Sets the 802.11 standards of the station', zh: '设置 station 的 802.11 协议' },
  query({ wifi }, reply) {
    // The documents print an equals sign here.
    reply.line(`+CWSTAPROTO=${wifi.volatile.stationProtocols}`);
    reply.ok();
  },
  set: {
    parameters: { mask: protocols() },
    example: 'AT+CWSTAPROTO=7',
    run({ wifi }, { mask }, reply) {
      wifi.volatile.stationProtocols = mask;
      reply.ok();
    },
  },
});

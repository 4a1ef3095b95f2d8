import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { protocols } from './parameters/protocols.ts';

export const cwapproto = defineWifiCommand({
  name: 'AT+CWAPPROTO',
  summary: { en: 'Sets the 802.11 standards of the softAP', zh: '设置 softAP 的 802.11 协议' },
  query({ wifi }, reply) {
    // The documents print an equals sign here.
    reply.line(`+CWAPPROTO=${wifi.volatile.softApProtocols}`);
    reply.ok();
  },
  set: {
    parameters: { mask: protocols() },
    example: 'AT+CWAPPROTO=7',
    run({ wifi }, { mask }, reply) {
      wifi.volatile.softApProtocols = mask;
      reply.ok();
    },
  },
});

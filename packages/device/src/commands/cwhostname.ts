import { text } from '@w800/at';
import { defineWifiCommand } from '../station/define-wifi-command.ts';

export const cwhostname = defineWifiCommand({
  name: 'AT+CWHOSTNAME',
  summary: { en: 'Sets the host name of the station', zh: '设置 station 的主机名' },
  query({ wifi }, reply) {
    reply.line(`+CWHOSTNAME:${wifi.volatile.hostName}`);
    reply.ok();
  },
  set: {
    parameters: {
      hostname: text({ bytesMin: 1, bytesMax: 32, summary: { en: 'host name', zh: '主机名' } }),
    },
    example: 'AT+CWHOSTNAME="w800"',
    run({ wifi }, { hostname }, reply) {
      // The one refusal of a state that the documents word so.
      if (!wifi.hasStation) {
        reply.parseError();
        return;
      }
      wifi.volatile.hostName = hostname;
      reply.ok();
    },
  },
});

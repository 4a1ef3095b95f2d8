import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { stationStates } from '../station/station.ts';

export const cwstate = defineWifiCommand({
  name: 'AT+CWSTATE',
  summary: { en: 'Shows the state of the station', zh: '查询 Wi-Fi 状态' },
  query(module, reply) {
    const { state, target } = module.wifi.station;
    if (module.dialect.idleStateEquals && state === stationStates.neverConnected) {
      reply.line(`+CWSTATE=${state}`);
      module.departures.note('idleStateEquals');
    } else {
      reply.line(`+CWSTATE:${state},"${target?.ssid ?? ''}"`);
    }
    reply.ok();
  },
});

import { defineCommand, type Module } from '../module.ts';
import { stationStates } from '../station/station.ts';

export const cipstatus = defineCommand({
  name: 'AT+CIPSTATUS',
  requires: { espAtCommands: true },
  summary: { en: 'Shows the state of the connections', zh: '查询连接状态' },
  execute(module, reply) {
    reply.line(`STATUS:${statusOf(module)}`);
    reply.ok();
  },
});

/** 0 no station, 1 nothing joined yet, 2 an address is there, 5 joining or lost. */
function statusOf({ mode, station }: Module): number {
  if (mode !== 1 && mode !== 3) return 0;
  if (station.state === stationStates.neverConnected) return 1;
  return station.state === stationStates.addressed ? 2 : 5;
}

import type { Twin } from '@w800/scenario';

import { host, ports, timeServer, wifi } from './usual-world.ts';

/**
 * Sees to the network, and to the clock. The first connection of a module is
 * unlike those after it: its name is not known yet, and no timer runs. So
 * there has been one when it is over.
 */
export async function makeReady(twin: Twin, { isClockUnset = false } = {}): Promise<void> {
  if (!isClockUnset) await twin.exchange(`AT+CIPSNTPCFG=1,0,"${timeServer}"`);
  await twin.exchange(`AT+CWJAP="${wifi.ssid}","${wifi.password}"`, 'OK', { within: '15s' });
  await twin.exchange('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
  await twin.exchange(`AT+MQTTCONN=0,"${host}",${ports.TCP},0`);
  // It is as long as the first request for the time may be late.
  await endAttempt(twin);
}

/** Leaves nothing of the session behind, nor of its connection, which TCP remembers for 4 s. */
export async function endAttempt(twin: Twin): Promise<void> {
  await twin.exchange('AT+MQTTCLEAN=0');
  await twin.wait('10s');
}

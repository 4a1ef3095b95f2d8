import type { Scenario } from '../scenario.ts';
import { serverAddresses } from '../world/server-addresses.ts';
import type { ListenerSpec } from '../world/listener-schema.ts';

/** What AT+MQTTUSERCFG takes of a user name and a password; longer ones need other commands. */
const textBytesMax = 64;

/** A line that has to be answered with `OK`, within so many seconds. */
export interface UsableLine {
  readonly line: string;
  readonly withinSeconds: number;
}

/**
 * What shows that a module can be used: it joins the first network of the
 * scenario, connects to its first broker, publishes at QoS 1 and cleans up; so
 * much of it as the scenario's world lets it.
 */
export function usableSequence({ world }: Pick<Scenario, 'world'>): readonly UsableLine[] {
  const [network] = world.wifi;
  const [broker] = world.broker;
  const lines: UsableLine[] = [{ line: 'AT', withinSeconds: 5 }];
  if (network === undefined) return lines;
  const { ssid, password = '' } = network;
  lines.push(
    { line: 'AT+CWMODE=1', withinSeconds: 5 },
    { line: `AT+CWJAP=${quoted(ssid)},${quoted(password)}`, withinSeconds: 30 },
  );
  if (broker === undefined || broker.raw === true) return lines;
  const { username = '', password: secret = '' } = broker.users?.[0] ?? {};
  if (username.length > textBytesMax || secret.length > textBytesMax) return lines;
  // Its address, since the scenario may be about names.
  const address = serverAddresses(world)[broker.host] ?? broker.host;
  const login = `${quoted(username)},${quoted(secret)}`;
  const path = quoted(broker.websocket?.path ?? '');
  lines.push(
    {
      line: `AT+MQTTUSERCFG=0,${schemeOf(broker)},"usable",${login},0,0,${path}`,
      withinSeconds: 5,
    },
    { line: `AT+MQTTCONN=0,${quoted(address)},${broker.port},0`, withinSeconds: 120 },
    { line: 'AT+MQTTPUB=0,"usable","1",1,0', withinSeconds: 15 },
    { line: 'AT+MQTTCLEAN=0', withinSeconds: 15 },
  );
  return lines;
}

/** The scheme that shows what is asked for and checks nothing, whatever the clock says. */
function schemeOf({ tls, websocket }: ListenerSpec): number {
  const plain = websocket === undefined ? 1 : 6;
  if (tls === undefined) return plain;
  return plain + (tls.clientCertificate === undefined ? 1 : 3);
}

/** A text as a command line holds it. */
function quoted(text: string): string {
  return `"${text.replaceAll(/[\\",]/g, String.raw`\$&`)}"`;
}

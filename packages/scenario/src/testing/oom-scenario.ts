import { loadScenario } from '../load-scenario.ts';
import type { Scenario } from '../scenario.ts';

/** A scenario that joins, connects in plain TCP and does what the lines say, each a step. */
export function oomScenario(steps: string, world = ''): Scenario {
  const text = `
name: oom
world:
  wifi: { ssid: home, password: '12345678' }
  broker: { host: 192.168.10.234, port: 1883 }
${world}
steps:
  - send: AT+CWJAP="home","12345678"
    within: 15s
  - send: AT+MQTTUSERCFG=0,1,"W800","","",0,0,""
  - send: AT+MQTTCONN=0,"192.168.10.234",1883,0
${steps}
`;
  const loaded = loadScenario(text, 'oom.yaml');
  if (!loaded.ok) throw new Error(loaded.problems.map(({ what }) => what).join('\n'));
  return loaded.scenario;
}

import { schemes, transportOf, type Scheme } from '../../tls-outcomes/schemes.ts';
import { situations } from '../../tls-outcomes/situations.ts';
import type { LiveCheck } from '../live-check.ts';
import type { LocalMosquitto } from '../local-mosquitto.ts';
import { LiveModule } from '../tls/live-module.ts';
import { OutcomeProgram } from '../tls/outcome-program.ts';
import { isReal, RealServers, type RealSituation } from '../tls/real-servers.ts';

const modules = 3;
const names = ['good', 'client-certificate-required'];

/** Every scheme at a mosquitto that has a listener for each transport. */
export const tlsSchemesCheck: LiveCheck = {
  name: 'every scheme at mosquitto',
  needs: ['mosquitto'],
  limitSeconds: 120,
  async run(stage) {
    const [good, certified] = named();
    const program = await OutcomeProgram.start(stage, [good, certified]);
    const { folder } = program;
    const servers = await RealServers.start(stage, [good, certified], folder);
    const waiting: Scheme[] = [...schemes.all];
    const took = new Map<Scheme, number>();
    const lane = async (): Promise<void> => {
      const module = await LiveModule.start(stage, folder, good);
      for (let scheme = waiting.shift(); scheme !== undefined; scheme = waiting.shift()) {
        const situation = isPresenting(scheme) ? certified : good;
        const port = servers.portFor(situation, scheme);
        const { connected, seconds } = await module.connect(scheme, port);
        if (!connected) throw new Error(`scheme ${scheme} does not connect`);
        took.set(scheme, seconds);
        await bothWays(module, servers.mosquitto, scheme);
        await module.host.ask('AT+MQTTCLEAN=0');
      }
      await module.end();
    };
    await Promise.all(Array.from({ length: modules }, lane));
    const outcomes = await program.outcomes();
    return schemes.all
      .map((scheme) => {
        const virtual = outcomes.get((isPresenting(scheme) ? certified : good).name);
        const { durationNs = 0 } = virtual?.find((one) => one.scheme === scheme) ?? {};
        const inWorld = (durationNs / 1_000_000_000).toFixed(2);
        return `${scheme} ${transportOf(scheme)} ${took.get(scheme)?.toFixed(2)} s (${inWorld})`;
      })
      .join(', ');
  },
};

function named(): readonly [RealSituation, RealSituation] {
  const found = Object.values(situations).flat().filter(isReal);
  const [good, certified] = names.map((name) => found.find((one) => one.name === name));
  if (good === undefined || certified === undefined) throw new Error(`no ${names.join(', ')}`);
  return [good, certified];
}

function isPresenting(scheme: Scheme): boolean {
  return schemes.presenting.some((one) => one === scheme);
}

/** A message of each QoS to the broker and from it, by clients without TLS. */
async function bothWays(
  { host }: LiveModule,
  mosquitto: LocalMosquitto,
  scheme: Scheme,
): Promise<void> {
  const subscriber = await mosquitto.subscriber(`up/${scheme}/#`, '-C', '3');
  await host.ask(`AT+MQTTSUB=0,"down/${scheme}/#",2`);
  for (const qos of [0, 1, 2]) {
    await host.publish(`up/${scheme}/${qos}`, `reading ${qos}`, qos);
    await subscriber.heard.until(new RegExp(`^up/${scheme}/${qos} reading ${qos}$`, 'm'));
    await mosquitto.publish(`down/${scheme}/${qos}`, 'order', qos);
    await host.heard.until(`+MQTTSUBRECV:0,"down/${scheme}/${qos}",5,order\r\n`);
  }
  await subscriber.succeed();
}

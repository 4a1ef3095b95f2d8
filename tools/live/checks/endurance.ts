import type { LiveCheck } from '../live-check.ts';
import type { LocalMosquitto } from '../local-mosquitto.ts';
import type { ServedTwin } from '../served-twin.ts';
import type { Stage } from '../stage.ts';

const publishes = 200;
const connections = 50;

export const enduranceCheck: LiveCheck = {
  name: 'one module for all of it',
  needs: ['mosquitto', 'serialport', '@lydell/node-pty'],
  limitSeconds: 120,
  async run(stage) {
    const mosquitto = await stage.mosquitto();
    const link = `${stage.folder}/w800`;
    const twin = await stage.serve('--pty', link, '--tcp', '0', '--net', 'host');
    const perSecond = await publishInOrder(stage, link, mosquitto);
    const perConnection = await comeAndGo(stage, twin, link);
    const endMs = await endUnderLoad(stage, twin, mosquitto);
    await mosquitto.kill();
    const { running } = stage;
    if (running.length > 0) throw new Error(`left behind: ${running.join('; ')}`);
    return (
      `${publishes} QoS 1 publishes, none lost, ${perSecond} a second; ${connections} ` +
      `connections over TCP and ${connections} over the PTY, ${perConnection} ms each; ` +
      `SIGTERM under load: exit code 0 after ${endMs} ms, nothing left behind`
    );
  },
};

/** @returns how many a second */
async function publishInOrder(
  stage: Stage,
  link: string,
  mosquitto: LocalMosquitto,
): Promise<number> {
  const host = await stage.atTerminal(link);
  await host.join();
  await host.connect(mosquitto.port);
  const subscriber = await mosquitto.subscriber('count', '-C', `${publishes}`);
  const startedMs = performance.now();
  for (let number = 1; number <= publishes; number += 1) {
    await host.publish('count', `${number}`, 1);
  }
  const lastedMs = performance.now() - startedMs;
  for (let number = 1; number <= publishes; number += 1) {
    const [, next] = await subscriber.heard.until(/^count (\d+)$/m);
    if (Number(next) !== number) throw new Error(`message ${next} came instead of ${number}`);
  }
  await subscriber.succeed();
  await host.close();
  return Math.round((publishes * 1000) / lastedMs);
}

/** @returns how many milliseconds one takes, with a command and its answer */
async function comeAndGo(stage: Stage, twin: ServedTwin, link: string): Promise<number> {
  const startedMs = performance.now();
  for (let count = 0; count < connections; count += 1) {
    const host = await stage.atTcp(twin);
    await host.ask('AT');
    if (count % 2 === 0) await host.close();
    else {
      await host.drop();
      await twin.program.heard.until(/^tcp .* is gone$/m);
    }
  }
  for (let count = 0; count < connections; count += 1) {
    const host = await stage.atTerminal(link);
    await host.ask('AT');
    await host.close();
  }
  return Math.round((performance.now() - startedMs) / connections / 2);
}

/** Ends it while messages come in from the broker and commands from a client that reads none. */
async function endUnderLoad(
  stage: Stage,
  twin: ServedTwin,
  mosquitto: LocalMosquitto,
): Promise<number> {
  const host = await stage.atTcp(twin);
  await host.ask('AT+MQTTSUB=0,"burst",1');
  await mosquitto.burst('burst', 1000);
  await host.heard.until('+MQTTSUBRECV:0,"burst"');
  host.type('AT+GMR\r\n'.repeat(10_000));
  await host.heard.until('AT version');
  return twin.end();
}

import type { Dialogue } from '../dialogue.ts';
import type { LiveCheck } from '../live-check.ts';
import type { LocalMosquitto } from '../local-mosquitto.ts';

const user = { username: 'w800', password: 'right' };

export const realBrokerCheck: LiveCheck = {
  name: 'mosquitto as the broker',
  needs: ['mosquitto'],
  limitSeconds: 120,
  async run(stage) {
    const [open, guarded] = [await stage.mosquitto(), await stage.mosquitto({ login: user })];
    const allowed = [open, guarded].flatMap(({ port }) => ['--allow', `127.0.0.1:${port}`]);
    const twin = await stage.serve('--tcp', '0', '--net', 'host', ...allowed);
    const host = await stage.atTcp(twin);
    await host.join();
    await host.connect(open.port, { reconnect: 1 });
    await host.ask('AT+MQTTSUB=0,"down/#",1');
    await bothWays(host, open);

    await open.kill();
    const killedMs = performance.now();
    await host.heard.until('+MQTTDISCONNECTED:0\r\n');
    const toldMs = Math.round(performance.now() - killedMs);
    await open.start();
    const backMs = performance.now();
    await host.heard.until('+MQTTCONNECTED:0,1,');
    const returnedMs = Math.round(performance.now() - backMs);
    await bothWays(host, open);
    await host.ask('AT+MQTTCLEAN=0');

    await host.ask('AT+MQTTUSERCFG=0,1,"twin","w800","wrong",0,0,""');
    await host.ask(`AT+MQTTCONN=0,"127.0.0.1",${guarded.port},0`, 'ERROR');
    await host.ask('AT+MQTTCLEAN=0');
    await host.connect(guarded.port, { login: '"w800","right"' });
    await host.ask('AT+MQTTSUB=0,"down/#",1');
    await bothWays(host, guarded);
    await host.ask('AT+MQTTCLEAN=0');

    await host.ask('AT+MQTTUSERCFG=0,1,"twin","","",0,0,""');
    await host.ask('AT+MQTTCONN=0,"127.0.0.1",1,0', 'ERROR');
    await twin.program.heard.until('the module may not connect to 127.0.0.1:1 ');
    await twin.end();
    return (
      '9 messages each way, plain and with a password; a wrong one refused; broker killed: ' +
      `told after ${toldMs} ms, connected again ${returnedMs} ms after its return`
    );
  },
};

/** A message of each QoS to the broker and from it. */
async function bothWays(host: Dialogue, mosquitto: LocalMosquitto): Promise<void> {
  const subscriber = await mosquitto.subscriber('up/#', '-C', '3');
  for (const qos of [0, 1, 2]) {
    await host.publish(`up/${qos}`, `reading ${qos}`, qos);
    await subscriber.heard.until(new RegExp(`^up/${qos} reading ${qos}$`, 'm'));
    await mosquitto.publish(`down/${qos}`, 'order', qos);
    await host.heard.until(`+MQTTSUBRECV:0,"down/${qos}",5,order\r\n`);
  }
  await subscriber.succeed();
}

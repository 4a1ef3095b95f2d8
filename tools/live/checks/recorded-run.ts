import type { LiveCheck } from '../live-check.ts';
import { simCommand } from '../served-twin.ts';

const replays = 10;
const messages = 30;

export const recordedRunCheck: LiveCheck = {
  name: 'a recorded run done again',
  needs: ['mosquitto'],
  limitSeconds: 120,
  async run(stage) {
    const mosquitto = await stage.mosquitto();
    const folder = `${stage.folder}/recording`;
    const args = ['--tcp', '0', '--net', 'host', '--record', folder];
    const twin = await stage.serve(...args);
    const host = await stage.atTcp(twin);
    await host.join();
    await host.connect(mosquitto.port, { reconnect: 1 });
    await host.ask('AT+MQTTSUB=0,"down",1');
    const subscriber = await mosquitto.subscriber('up', '-C', `${messages}`);
    for (let number = 1; number <= messages; number += 1) {
      await host.publish('up', `${number}`, number % 3);
    }
    await subscriber.succeed();
    await mosquitto.burst('down', messages);
    await host.heard.until(`+MQTTSUBRECV:0,"down",${`${messages}`.length},${messages}\r\n`);
    await mosquitto.kill();
    await host.heard.until('+MQTTDISCONNECTED:0\r\n');
    await mosquitto.start();
    await host.heard.until('+MQTTCONNECTED:0,1,');
    await host.close();
    await twin.end();

    const digests = new Set<string>();
    let told = '';
    for (let count = 0; count < replays; count += 1) {
      const replay = stage.start(...simCommand, 'replay', folder);
      const [, records = ''] = await replay.heard.until(/(\d+ records.*) in \d+ ms/);
      const [, digest = ''] = await replay.heard.until(/the digest is the same: (\w+)/);
      await replay.succeed();
      digests.add(digest);
      told = records;
    }
    if (digests.size !== 1) throw new Error(`different digests: ${[...digests].join(', ')}`);
    return `${told}: ${replays} replays of ${replays} have the digest ${[...digests].join()}`;
  },
};

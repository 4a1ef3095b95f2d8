import { join } from 'node:path';
import { readRecording } from '@w800/live';
import { expect, test } from 'vitest';
import { LiveTwin } from './live-twin.ts';
import { LiveDesk, LiveBroker, withFolder } from './testing/live-desk.ts';

test('a live run with a real broker is repeated ten times to the same digest', async () => {
  const broker = await LiveBroker.open();
  await withFolder(async (parent) => {
    const folder = join(parent, 'run');
    const desk = await LiveDesk.open({ net: 'host', record: folder, seed: 7 });
    await desk.join();
    await desk.ask('AT+MQTTUSERCFG=0,1,"module","","",0,0,""');
    await desk.ask(`AT+MQTTCONN=0,"localhost",${broker.port},0`);
    await desk.ask('AT+MQTTSUB=0,"echo/#",1');
    for (let number = 1; number <= 20; number += 1) {
      await desk.ask(`AT+MQTTPUB=0,"echo/${number}","hello ${number}",1,0`);
      await desk.reads(`+MQTTSUBRECV:0,"echo/${number}"`);
    }
    // Together more than the send buffer of a connection.
    for (const topic of ['echo/one', 'echo/two', 'echo/three']) {
      await desk.ask(`AT+MQTTPUBRAW=0,"${topic}",4000,1,0`, '>');
      await desk.types('0123456789'.repeat(400), '+MQTTPUB:OK');
      await desk.reads(`+MQTTSUBRECV:0,"${topic}",4000,`);
    }
    await desk.ask('AT+CIPSNTPCFG=1,0,"127.0.0.1"');
    await desk.twin.close();
    const recording = readRecording(folder);
    expect(recording.end).toBeDefined();
    for (let time = 0; time < 10; time += 1) {
      const twin = await LiveTwin.replaying(recording);
      const { digest, recordedDigest } = await twin.replay();
      await twin.close();
      expect([time, digest]).toEqual([time, recordedDigest]);
    }
  });
  await broker.close();
});

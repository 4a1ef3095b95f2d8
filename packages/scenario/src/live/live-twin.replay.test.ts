import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { readRecording } from '@w800/live';
import { Aedes } from 'aedes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LiveTwin } from './live-twin.ts';
import { LiveDesk, withFolder } from './testing/live-desk.ts';

/** A real broker on loopback. */
let aedes: Aedes;
let server: Server;
let port: number;
const sockets = new Set<Socket>();
beforeEach(async () => {
  aedes = await Aedes.createBroker();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    aedes.handle(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterEach(async () => {
  await new Promise<void>((resolve) => aedes.close(() => resolve()));
  for (const socket of sockets) socket.destroy();
  server.close();
});

test('a live run with a real broker is repeated ten times to the same digest', async () => {
  await withFolder(async (parent) => {
    const folder = join(parent, 'run');
    const desk = await LiveDesk.open({ net: 'host', record: folder, seed: 7 });
    await desk.join();
    await desk.ask('AT+MQTTUSERCFG=0,1,"module","","",0,0,""');
    await desk.ask(`AT+MQTTCONN=0,"localhost",${port},0`);
    await desk.ask('AT+MQTTSUB=0,"echo/#",1');
    for (let number = 1; number <= 20; number += 1) {
      await desk.ask(`AT+MQTTPUB=0,"echo/${number}","hello ${number}",1,0`);
      await desk.reads(`+MQTTSUBRECV:0,"echo/${number}"`);
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
}, 60_000);

import { once } from 'node:events';
import { connect } from 'node:net';

import type { LiveCheck } from '../live-check.ts';
import type { ServedTwin } from '../served-twin.ts';
import type { Stage } from '../stage.ts';

const rates = [9600, 115_200, 921_600];
const clockHz = 40_000_000;
const bitsPerByte = 10;
/** Before it a program that has just begun may have to catch up. */
const warmUpSeconds = 3;
const measuredSeconds = 20;
const deviationMax = 0.01;
const attemptsMax = 3;
const payload = 'x'.repeat(1000);
const broker = '192.168.10.234';

export const lineRateCheck: LiveCheck = {
  name: "bytes at the line's rate",
  needs: ['mosquitto'],
  limitSeconds: 180,
  async run(stage) {
    const figures = await Promise.all(rates.map((rate) => measured(stage, rate)));
    return figures.join('; ');
  },
};

/** A machine that stood still at the end of a measurement spoils it, so there is another. */
async function measured(stage: Stage, baud: number): Promise<string> {
  for (let left = attemptsMax - 1; ; left -= 1) {
    const { figure, holds } = await throughput(stage, baud);
    if (holds) return figure;
    if (left === 0) throw new Error(figure);
  }
}

/** What a client sees of a module that has more to say than its line takes. */
async function throughput(
  stage: Stage,
  baud: number,
): Promise<{ readonly figure: string; readonly holds: boolean }> {
  const twin = await stage.serve('--tcp', '0', '--pace', 'real');
  const host = await stage.atTcp(twin);
  await host.join();
  await host.connect(1883, { host: broker });
  await host.ask('AT+MQTTSUB=0,"x",0');
  await host.ask(`AT+UART_CUR=${baud},8,1,0,0`);
  await host.close();
  const at = ['-h', '127.0.0.1', '-p', `${twin.port('broker tcp')}`];
  const publisher = stage.start('mosquitto_pub', ...at, '-t', 'x', '-l');
  const lines = (baud / bitsPerByte / payload.length) * (warmUpSeconds + measuredSeconds + 3);
  publisher.type(`${payload}\n`.repeat(Math.ceil(lines)));
  const bytesPerSecond = await measure(twin);
  await twin.end();

  // The module divides its clock by a whole number.
  const real = clockHz / Math.floor(clockHz / baud) / bitsPerByte;
  const ofReal = bytesPerSecond / real - 1;
  const ofNominal = (bytesPerSecond * bitsPerByte) / baud - 1;
  const figure =
    `${baud}: ${bytesPerSecond.toFixed(1)} B/s, ${percent(ofReal)} from the module's ` +
    `${(real * bitsPerByte).toFixed(0)} baud, ${percent(ofNominal)} from the nominal`;
  return { figure, holds: Math.abs(ofReal) <= deviationMax };
}

/** Bytes a second between the first that come after the warm-up and the last within the time. */
async function measure(twin: ServedTwin): Promise<number> {
  const socket = connect(twin.port('serial tcp'), '127.0.0.1');
  await once(socket, 'connect');
  return new Promise((resolve, reject) => {
    let countsFromMs = Infinity;
    let startedMs: number | undefined;
    let byteCount = 0;
    socket.on('data', ({ length }: Buffer) => {
      const nowMs = performance.now();
      countsFromMs = Math.min(countsFromMs, nowMs + warmUpSeconds * 1000);
      if (startedMs === undefined) {
        if (nowMs >= countsFromMs) startedMs = nowMs;
        return;
      }
      byteCount += length;
      const seconds = (nowMs - startedMs) / 1000;
      if (seconds < measuredSeconds) return;
      socket.destroy();
      resolve(byteCount / seconds);
    });
    socket.on('error', reject);
  });
}

function percent(ratio: number): string {
  return `${ratio < 0 ? '-' : '+'}${Math.abs(ratio * 100).toFixed(2)} %`;
}

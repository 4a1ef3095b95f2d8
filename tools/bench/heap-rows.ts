import { w800Profile } from '@w800/device';
import { Kernel } from '@w800/kernel';
import { Heap, type Block } from '@w800/memory';
import { createTwin, type Twin } from '@w800/scenario';
import { median } from './median.ts';
import type { Row } from './row.ts';

const rounds = 9;
const publishes = 2_000;
/** Asked once, the heap is too quick for the clock of the processor. */
const replays = 20;
const address = '192.168.10.234';

/** What the module asked of its heap, in order: a block to take, or one to give back. */
type HeapCall = { readonly takes: Block } | { readonly gives: Block };

/** What the heap costs: what a module asked of it, asked of a heap alone. */
export async function heapRows(): Promise<Row[]> {
  const calls = await callsOf();
  const pairs: { readonly heap: number; readonly whole: number }[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const heap = replaySeconds(calls);
    const whole = await runSeconds();
    if (round >= 0) pairs.push({ heap, whole });
  }
  const shown = (seconds: readonly number[]): string => `${(median(seconds) * 1000).toFixed(1)} ms`;
  const share = median(pairs.map(({ heap, whole }) => heap / whole));
  return [
    {
      what:
        `the heap alone, ${shownCount(calls.length)} calls, against the ` +
        `${shownCount(publishes)} publishes at QoS 1 that made them`,
      ours: shown(pairs.map(({ heap }) => heap)),
      theirs: shown(pairs.map(({ whole }) => whole)),
      ratio: `${(share * 100).toFixed(1)} % of the time`,
      aim: 'less than 10 %',
    },
  ];
}

function shownCount(count: number): string {
  return count.toLocaleString('en');
}

async function callsOf(): Promise<readonly HeapCall[]> {
  const twin = await connectedTwin();
  const { heap } = twin.bench;
  const calls: HeapCall[] = heap.blocks().map((takes) => ({ takes }));
  const end = heap.watch({
    taken: (takes) => void calls.push({ takes }),
    leaving: (gives) => void calls.push({ gives }),
    ending: () => undefined,
  });
  await publish(twin);
  end();
  await twin.close();
  return calls;
}

async function runSeconds(): Promise<number> {
  const twin = await connectedTwin();
  const seconds = await secondsOf(() => publish(twin));
  await twin.close();
  return seconds;
}

function replaySeconds(calls: readonly HeapCall[]): number {
  const start = process.cpuUsage();
  for (let replay = 0; replay < replays; replay += 1) repeat(calls);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6 / replays;
}

function repeat(calls: readonly HeapCall[]): void {
  const heap = new Heap(new Kernel({ seed: 0 }), w800Profile.heapLayout);
  const taken = new Map<Block, Block | undefined>();
  for (const call of calls) {
    if ('takes' in call) {
      taken.set(call.takes, heap.allocate(call.takes.requestedBytes, call.takes.owner));
      continue;
    }
    const block = taken.get(call.gives);
    taken.delete(call.gives);
    if (block === undefined) throw new Error('a block is given back that was never taken');
    heap.free(block);
  }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

async function publish(twin: Twin): Promise<void> {
  for (let done = 0; done < publishes; done += 1) {
    await twin.exchange('AT+MQTTPUB=0,"topic","hello",1,0');
  }
}

async function connectedTwin(): Promise<Twin> {
  const wifi = { ssid: 'home', password: '12345678' };
  const twin = await createTwin({ world: { wifi, broker: { host: address } } });
  await twin.exchange('AT+CWJAP="home","12345678"', ['OK', 'WIFI GOT IP'], { within: '15s' });
  await twin.exchange('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
  await twin.exchange(`AT+MQTTCONN=0,"${address}",1883,0`);
  return twin;
}

import { Kernel, millisecond } from '@w800/kernel';
import { Heap } from '@w800/memory';
import { serialDefaults, type SerialPort, type SerialReceiver } from '@w800/ports';
import type { Bench } from '../bench.ts';
import { latin1, latin1Bytes } from '../show-bytes.ts';
import { ScriptedBroker } from './scripted-broker.ts';
import { unpoweredSites } from './unpowered-sites.ts';

/** What the module says to a line, and after how many milliseconds; `''` is silence. */
export type Script = Readonly<Record<string, string | readonly (readonly [number, string])[]>>;

/**
 * A serial port with a scripted module behind it: it answers whole lines from
 * a table, everything else with ERROR. No transmission time, answers after 1 ms.
 */
export class ScriptedPort implements SerialPort {
  settings = serialDefaults;
  /** What the host has typed, in order. */
  readonly typed: string[] = [];
  private readonly kernel: Kernel;
  private readonly script: Script;
  private receiver: SerialReceiver | undefined;
  private pending = '';

  constructor(kernel: Kernel, script: Script) {
    this.kernel = kernel;
    this.script = script;
  }

  get sentAt(): number {
    return this.kernel.now;
  }

  configure(settings: Partial<SerialPort['settings']>): void {
    this.settings = { ...this.settings, ...settings };
  }

  write(bytes: Uint8Array): void {
    const text = latin1(bytes);
    this.typed.push(text);
    const lines = (this.pending + text).split('\r\n');
    this.pending = lines.pop() ?? '';
    for (const line of lines) this.answer(line);
    if (this.pending in this.script) this.answer(this.pending);
  }

  onReceive(receiver: SerialReceiver): void {
    this.receiver = receiver;
  }

  /** The module says something after that time. */
  say(afterMs: number, text: string): void {
    this.kernel.after(afterMs * millisecond, () =>
      this.receiver?.(latin1Bytes(text), this.kernel.now),
    );
  }

  close(): void {
    this.receiver = undefined;
  }

  private answer(line: string): void {
    const reply = this.script[line] ?? '\r\nERROR\r\n';
    const pieces = typeof reply === 'string' ? [[1, reply] as const] : reply;
    for (const [afterMs, text] of pieces) if (text !== '') this.say(afterMs, text);
  }
}

export interface ScriptedBench extends Bench {
  readonly port: ScriptedPort;
  readonly broker: ScriptedBroker;
  /** `link down at 5 ms`, in order. */
  readonly deeds: string[];
}

/** Two regions of 128 KiB. The scripted module holds nothing of it. */
const heapLayout = {
  headerBytes: 24,
  alignmentBytes: 8,
  regions: [
    { name: 'sram', base: 0x1000, bytes: 131_072 },
    { name: 'dram', base: 0x40000, bytes: 131_072 },
  ],
};

/** A bench whose module prints `ready` 300 ms after power-on and then follows the script. */
export function scriptedBench(script: Script, kernel = new Kernel({ seed: 1 })): ScriptedBench {
  const port = new ScriptedPort(kernel, script);
  const broker = new ScriptedBroker();
  const deeds: string[] = [];
  const cuttable = (name: string) => ({
    down: () => void deeds.push(`${name} down at ${kernel.now / millisecond} ms`),
    up: () => void deeds.push(`${name} up at ${kernel.now / millisecond} ms`),
  });
  return {
    kernel,
    serial: port,
    port,
    broker,
    deeds,
    readyLine: 'ready',
    link: cuttable('link'),
    uplink: cuttable('uplink'),
    sites: unpoweredSites(kernel),
    stations: {
      join: ({ mac, ssid, password }) => void deeds.push(`${mac} joins ${ssid} with "${password}"`),
      leave: (mac) => void deeds.push(`${mac} leaves`),
    },
    brokers: [
      { host: '192.168.10.234', port: 1883, end: broker },
      { host: 'other.example', port: 1883, end: new ScriptedBroker() },
    ],
    heap: new Heap(kernel, heapLayout),
    run: (until, stop) => kernel.run(until, stop),
    powerOn: () => {
      if (kernel.now > 0) deeds.push(`power on at ${kernel.now / millisecond} ms`);
      port.say(300, 'ready\r\n');
    },
    powerOff: () => void deeds.push(`power off at ${kernel.now / millisecond} ms`),
    async close() {
      deeds.push('closed');
      port.close();
    },
  };
}

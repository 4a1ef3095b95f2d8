import { Kernel, millisecond, second } from '@w800/kernel';
import type { Bench } from '../bench.ts';
import { latin1, latin1Bytes } from '../show-bytes.ts';
import { openTwinBench } from '../twin-bench.ts';
import { worldSchema } from '../world/world-schema.ts';

/** Where the broker of the terminal's world is. */
export const brokerHost = '192.168.10.234';

/** No command asks for more data than this. */
const payloadBytesMax = 5760;

/** What the module has made of what was typed, counted from its trace. */
interface Counts {
  /** Lines that were not empty. */
  lines: number;
  /** Lines that got an ending of their own. */
  replies: number;
  /** Lines that were answered `busy ...`. */
  busies: number;
  restarts: number;
}

/** Somebody who types at a module that has joined a network with a broker on it. */
export class LiveTerminal {
  readonly bench: Bench;
  readonly counts: Counts = { lines: 0, replies: 0, busies: 0, restarts: 0 };
  private lastLine: string | undefined;
  private printed = '';
  /** Whether the module has ever asked for data. */
  private prompted = false;

  private constructor(bench: Bench) {
    this.bench = bench;
    bench.serial.onReceive((bytes) => {
      this.printed += latin1(bytes);
      this.prompted ||= this.printed.includes('\r\n>');
    });
    bench.kernel.trace.onAny(({ kind, data }) => this.count(kind, data));
  }

  static async open(): Promise<LiveTerminal> {
    const spec = worldSchema.parse({
      wifi: { ssid: 'home', password: '12345678' },
      broker: { host: brokerHost },
    });
    const bench = await openTwinBench(new Kernel({ seed: 1 }), spec, 'docs');
    const terminal = new LiveTerminal(bench);
    bench.powerOn();
    await terminal.run(1000);
    await terminal.ask('AT+CWMODE=1');
    await terminal.ask('AT+CWJAP="home","12345678"', 20_000);
    return terminal;
  }

  type(text: string): void {
    this.bench.serial.write(latin1Bytes(text));
  }

  async run(durationMs: number): Promise<void> {
    await this.bench.kernel.runFor(durationMs * millisecond);
  }

  /** Types a line, lets time pass and returns what was printed since the last look. */
  async ask(line: string, durationMs = 1000): Promise<string> {
    this.type(`${line}\r\n`);
    await this.run(durationMs);
    const { printed } = this;
    this.printed = '';
    return printed;
  }

  /**
   * Finishes a payload, ends the line, and types `AT` until the module is free
   * to answer it with `OK`.
   * @throws Error when a line is taken that is not `AT`, or when no `OK` ever comes
   */
  async getInStep(): Promise<void> {
    // All that was typed before has arrived by then, and a restart is over.
    await this.rest(3);
    // A payload takes whatever comes, so one that may be unfinished is finished first.
    if (this.prompted) this.type('x'.repeat(payloadBytesMax));
    for (const half of ['\r', '\n']) {
      await this.rest(1);
      this.type(half);
    }
    await this.rest(1);
    for (let attempt = 0; attempt < 300; attempt += 1) {
      this.lastLine = undefined;
      const printed = await this.ask('AT');
      if (this.lastLine !== undefined && this.lastLine !== 'AT') {
        throw new Error(`out of step: AT was read as ${JSON.stringify(this.lastLine)}`);
      }
      // With the echo on, the line itself comes first.
      if (/^(AT\r\n)?\r\nOK\r\n$/.test(printed)) return;
      await this.run(5000);
    }
    throw new Error(`no OK within ${this.bench.kernel.now / second} s`);
  }

  /** Waits until the line is quiet, and so many seconds more. */
  private async rest(seconds: number): Promise<void> {
    const { kernel, serial } = this.bench;
    await kernel.run(Math.max(kernel.now, serial.sentAt) + seconds * second);
  }

  async close(): Promise<void> {
    await this.bench.close();
  }

  private count(kind: string, data: object): void {
    if (kind === 'at.line') {
      this.counts.lines += 1;
      this.lastLine = 'line' in data ? String(data.line) : '';
    } else if (kind === 'at.reply') this.counts.replies += 1;
    else if (kind === 'at.busy') this.counts.busies += 1;
    else if (kind === 'module.power' && 'event' in data && data.event === 'restart') {
      this.counts.restarts += 1;
    }
  }
}

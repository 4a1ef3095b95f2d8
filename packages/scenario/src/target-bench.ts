import { isDeepStrictEqual } from 'node:util';
import { second, type Instant, type Kernel, type RunOutcome } from '@w800/kernel';
import { Door, Pacer, TargetPort, type TargetLink, type WallClock } from '@w800/live';
import type { SerialSettings } from '@w800/ports';
import type { Bench } from './bench.ts';
import { needs, type Need } from './needs.ts';
import { latin1, latin1Bytes } from './show-bytes.ts';
import type { Target } from './target.ts';
import { targetLacks } from './target-lacks.ts';
import { TargetStart } from './target-start.ts';

export interface TargetBenchOptions extends Pick<
  Target,
  'link' | 'restore' | 'patienceNs' | 'clock'
> {
  /** Ends a wait in real time. */
  readonly signal?: AbortSignal | undefined;
}

const readyWithinNs = 15 * second;
const farewellNs = 2 * second;
const parityDigits = { none: 0, odd: 1, even: 2 } as const;

/**
 * A real module, restarted, in real time.
 * @throws LiveError when it does not answer
 */
export async function openTargetBench(
  kernel: Kernel,
  { link, restore = false, patienceNs = 20 * second, clock, signal }: TargetBenchOptions,
): Promise<Bench> {
  const bench = new TargetBench(kernel, link, clock, signal);
  const start = new TargetStart({
    name: link.name,
    port: bench.serial,
    now: () => kernel.now,
    run: (until, stop) => bench.run(until, stop),
    patienceNs,
    restart: restore ? 'AT+RESTORE' : 'AT+RST',
  });
  try {
    await start.restart();
  } catch (error) {
    await bench.close();
    throw error;
  }
  return bench;
}

/** What a bench without a world is never asked for, since every such step is skipped. */
class TargetBench implements Bench {
  readonly kernel: Kernel;
  readonly serial: TargetPort;
  readonly readyLine = 'ready';
  readonly readyWithinNs = readyWithinNs;
  readonly lacks: ReadonlySet<Need>;
  readonly brokers = [];
  private readonly tether: TargetLink;
  private readonly pacer: Pacer;
  private readonly signal: AbortSignal | undefined;
  private readonly opened: SerialSettings;
  private readonly halt = (): void => this.pacer.stop();

  constructor(
    kernel: Kernel,
    tether: TargetLink,
    clock: WallClock | undefined,
    signal: AbortSignal | undefined,
  ) {
    const door = new Door(kernel);
    this.kernel = kernel;
    this.tether = tether;
    this.serial = new TargetPort({ kernel, door, link: tether });
    this.pacer = new Pacer(kernel, door, clock === undefined ? {} : { clock });
    this.lacks = targetLacks(tether);
    this.opened = tether.settings;
    this.signal = signal;
    signal?.addEventListener('abort', this.halt);
  }

  /** @throws LiveError LIVE_TARGET_LOST as soon as it is known */
  async run(until: Instant, stop: () => boolean): Promise<RunOutcome> {
    const { serial, signal } = this;
    if (signal?.aborted === true) return 'stopped';
    let met = false;
    const outcome = await this.pacer.run(until, () => {
      met = stop();
      return met || serial.lost !== undefined;
    });
    if (!met && serial.lost !== undefined) throw serial.lost;
    return outcome;
  }

  /** It has taken the command to restart already. */
  powerOn(): void {}

  powerOff(): never {
    return this.absent('supply');
  }

  get link(): never {
    return this.absent('faults');
  }

  get uplink(): never {
    return this.absent('faults');
  }

  get sites(): never {
    return this.absent('faults');
  }

  get stations(): never {
    return this.absent('stations');
  }

  get heap(): never {
    return this.absent('heap');
  }

  async close(): Promise<void> {
    try {
      await this.restoreLine();
    } finally {
      this.signal?.removeEventListener('abort', this.halt);
      this.serial.close();
    }
  }

  /** A scenario that has set the line leaves it as it found it, so that the next one is heard. */
  private async restoreLine(): Promise<void> {
    const { serial, opened, kernel } = this;
    if (isDeepStrictEqual(serial.settings, opened) || serial.lost !== undefined) return;
    const { baud, dataBits, stopBits, parity } = opened;
    const frame = [baud, dataBits, stopBits === 1 ? 1 : 3, parityDigits[parity], 0].join(',');
    let heard = '';
    serial.onReceive((bytes) => {
      heard += latin1(bytes);
    });
    serial.write(latin1Bytes(`\r\nAT+UART_DEF=${frame}\r\n`));
    await this.pacer.run(kernel.now + farewellNs, () => /\r\nOK\r\n/.test(heard));
    serial.configure(opened);
  }

  private absent(need: Need): never {
    return this.kernel.fail(`a step that needs ${needs[need]} is skipped on a target`);
  }
}

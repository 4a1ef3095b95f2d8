import { Kernel } from '@w800/kernel';
import { Door, LiveError, Pacer, type TargetLink, type TargetReader } from '@w800/live';
import { serialDefaults, type SerialSettings } from '@w800/ports';
import type { Bench } from '../bench.ts';
import { openTwinBench } from '../twin-bench.ts';
import { worldSchema, type WorldInput } from '../world/world-schema.ts';
import { LeapingClock } from './leaping-clock.ts';

const name = 'tcp:desk:1';

/** A twin in a kernel of its own behind a link, as a module on a desk. */
export class ServedTwin {
  readonly bench: Bench;
  /** What passes for it and for whoever uses it. */
  readonly clock: LeapingClock;
  readonly link: TargetLink;
  /** What came in over the link. */
  heardBytes = 0;
  private canned: Uint8Array | undefined;
  private lost: LiveError | undefined;
  private reader: TargetReader | undefined;
  private readonly pacer: Pacer;
  private readonly door: Door;
  private readonly running: Promise<unknown>;

  private constructor(bench: Bench, door: Door, clock: LeapingClock) {
    this.bench = bench;
    this.door = door;
    this.clock = clock;
    this.pacer = new Pacer(bench.kernel, door, { clock });
    this.link = this.openLink();
    bench.serial.onReceive((bytes) => this.say(bytes));
    bench.powerOn();
    this.running = this.pacer.run();
  }

  static async open(world: WorldInput): Promise<ServedTwin> {
    const kernel = new Kernel({ seed: 1 });
    const bench = await openTwinBench(kernel, worldSchema.parse(world), 'docs');
    return new ServedTwin(bench, new Door(kernel), new LeapingClock());
  }

  /** Types something at the module, as whoever used it before may have. */
  type(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.door.enter({ from: 'test', what: 'data' }, () => this.bench.serial.write(bytes));
  }

  /** Sets the host's end of the line. */
  set(settings: Partial<SerialSettings>): void {
    const record = { from: 'test', what: 'settings' };
    this.door.enter(record, () => this.bench.serial.configure(settings));
  }

  /** From now on whatever is typed gets this for an answer; `''`: nothing. */
  answer(text: string): void {
    this.canned = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    this.bench.powerOff();
  }

  /** Somebody pulls the cable. */
  vanish(): void {
    this.lost = new LiveError('LIVE_TARGET_LOST', `${name} is gone: pulled`, 'Plug it in.');
    this.reader?.lost(this.lost);
  }

  async close(): Promise<void> {
    this.pacer.stop();
    await this.running;
    await this.bench.close();
  }

  private openLink(): TargetLink {
    const lost = (): LiveError | undefined => this.lost;
    return {
      name,
      settable: false,
      settings: serialDefaults,
      get lost() {
        return lost();
      },
      write: (bytes) => {
        const own = Uint8Array.from(bytes);
        if (this.lost === undefined) outside(() => this.hear(own));
      },
      configure: () => {},
      read: (reader) => {
        this.reader = reader;
      },
      close: () => Promise.resolve(),
    };
  }

  private hear(bytes: Uint8Array): void {
    this.heardBytes += bytes.length;
    if (this.canned !== undefined) return this.say(this.canned);
    const record = { from: 'client', what: 'data', bytes };
    this.door.enter(record, () => this.bench.serial.write(bytes));
  }

  private say(bytes: Uint8Array): void {
    const own = Uint8Array.from(bytes);
    outside(() => {
      if (this.lost === undefined && own.length > 0) this.reader?.data(own);
    });
  }
}

/** What crosses from one kernel to the other does so behind the event. */
function outside(action: () => void): void {
  void Promise.resolve().then(action);
}

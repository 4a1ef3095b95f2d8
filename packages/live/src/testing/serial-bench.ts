import { Kernel, valuesOf, type TraceRecord } from '@w800/kernel';
import { SerialLine, uartFigures } from '@w800/uart';
import { Door } from '../door.ts';
import { Pacer } from '../pacer.ts';
import { SerialHub } from '../serial/serial-hub.ts';
import { liveDoor, type DoorRecord } from '../trace-kinds.ts';
import { machineMoment } from './machine-turn.ts';

/** The module writes to its line message by message. */
const messageBytes = 2_000;

export interface SerialBenchOptions {
  readonly readers?: boolean;
  /** Whether the line's own time passes in real time. Default: no time at all. */
  readonly paced?: boolean;
}

/**
 * A powered line whose far end answers every line it hears with `heard LINE`,
 * at the pace of the machine, and a hub.
 */
export class SerialBench {
  readonly kernel = new Kernel({ seed: 1 });
  readonly door = new Door(this.kernel);
  readonly line = new SerialLine(this.kernel, valuesOf(uartFigures), { chunkBytesMax: 16 });
  readonly hub: SerialHub;
  /** What came in from clients. */
  readonly entered: DoorRecord[] = [];
  /** What the user was told. */
  readonly told: string[] = [];
  /** All that the module's end has received, as text. */
  moduleHeard = '';
  private readonly pacer: Pacer;
  private readonly run: Promise<unknown>;
  private speech: Uint8Array[] = [];
  private closed = false;

  constructor({ readers = false, paced = false }: SerialBenchOptions = {}) {
    const { kernel, door, line } = this;
    line.module.power(true);
    line.module.onReceive((bytes) => this.answer(Buffer.from(bytes).toString('latin1')));
    this.hub = new SerialHub({
      kernel,
      door,
      line: line.host,
      module: line.module,
      readers,
      tell: (notice) => this.told.push(notice),
    });
    kernel.trace.on(liveDoor, ({ data }: TraceRecord<DoorRecord>) => {
      if (data.from === 'serial') this.entered.push(data);
    });
    this.pacer = new Pacer(kernel, door, paced ? {} : { ahead: () => this.hub.busyUntil });
    this.run = this.pacer.run();
  }

  /** Has the module's end send bytes. */
  async say(bytes: Uint8Array | string): Promise<void> {
    await this.inside(() => this.speak(Buffer.from(bytes)));
  }

  /** Does something in an event. */
  async inside(action: () => void): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.door.enter({ from: 'test', what: 'does' }, () => {
        try {
          action();
          resolve();
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  }

  /** Comes back when something holds. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.closed) throw new Error(`waited in vain until ${holds.toString()}`);
      await machineMoment();
    }
  }

  /** What entered, but for who it was: `data AT`, `settings {...}`. */
  get entries(): string[] {
    return this.entered.map(({ what, bytes, word }) => {
      const brought = bytes === undefined ? word : Buffer.from(bytes).toString('latin1');
      return brought === undefined || / \d|pty|stdio/.test(brought) ? what : `${what} ${brought}`;
    });
  }

  /** Whether the module's end has written all it had to say. */
  get isSilent(): boolean {
    return this.speech.length === 0;
  }

  async close(): Promise<void> {
    this.closed = true;
    this.hub.close();
    this.pacer.stop();
    await this.run;
  }

  private answer(text: string): void {
    this.moduleHeard += text;
    const lines = text.split('\n').length - 1;
    if (lines > 0) this.speak(Buffer.from('heard\r\n'.repeat(lines)));
  }

  private speak(bytes: Uint8Array): void {
    const isSilent = this.speech.length === 0;
    for (let at = 0; at < bytes.length; at += messageBytes) {
      this.speech.push(bytes.subarray(at, at + messageBytes));
    }
    if (isSilent) this.speakNext();
  }

  private speakNext(): void {
    const [bytes] = this.speech;
    if (bytes === undefined) return;
    this.line.module.write(bytes, () => {
      this.speech.shift();
      this.speakNext();
    });
  }
}

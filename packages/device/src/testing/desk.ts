import { fromBytes, toBytes } from '@w800/at';
import { Kernel, millisecond, valuesOf, type TraceRecord } from '@w800/kernel';
import { MemoryNvStore } from '@w800/ports';
import { SerialLine, uartFigures } from '@w800/uart';
import type { Dialect } from '../dialects/dialect.ts';
import { docsDialect } from '../dialects/docs.ts';
import { W800 } from '../w800.ts';
import type { W800Options } from '../w800-options.ts';
import { MemoryMedium } from './memory-medium.ts';
import type { StreamEnd } from './stream-end.ts';

/** A module on a desk: a host's serial port, the simplest air, a peer that speaks raw MQTT. */
export class Desk {
  readonly kernel = new Kernel({ seed: 1 });
  readonly medium = new MemoryMedium(this.kernel);
  readonly nvStore = new MemoryNvStore();
  readonly line = new SerialLine(this.kernel, valuesOf(uartFigures));
  readonly module: W800;
  readonly records: TraceRecord[] = [];
  /** The peer's end of the last connection. */
  peer: StreamEnd | undefined;
  /** What the peer was sent, in packets' bytes, oldest first. */
  readonly arrived: number[] = [];
  private printed = '';

  constructor(
    dialect: Dialect = docsDialect,
    rest: Pick<W800Options, 'certificates' | 'secrets'> = {},
  ) {
    this.line.host.onReceive((bytes) => {
      this.printed += fromBytes(bytes);
    });
    this.module = new W800({
      kernel: this.kernel,
      uart: this.line.module,
      medium: this.medium,
      nvStore: this.nvStore,
      dialect,
      ...rest,
    });
  }

  /** A desk whose module is ready, its banner read. */
  static async ready(dialect?: Dialect): Promise<Desk> {
    const desk = new Desk(dialect);
    desk.module.powerOn();
    await desk.run(310);
    desk.read();
    return desk;
  }

  /** A desk whose module has joined. */
  static async joined(dialect?: Dialect): Promise<Desk> {
    const desk = await Desk.ready(dialect);
    await desk.ask('AT+CWJAP="home","12345678"', 2_000);
    return desk;
  }

  /** A desk whose module has a session with the peer. */
  static async connected(reconnect = 0, dialect?: Dialect): Promise<Desk> {
    const desk = await Desk.joined(dialect);
    desk.accept();
    await desk.ask('AT+MQTTUSERCFG=0,1,"W800","","",0,0,""');
    await desk.ask(`AT+MQTTCONN=0,"10.0.0.9",1883,${reconnect}`);
    return desk;
  }

  async run(durationMs: number): Promise<void> {
    await this.kernel.runFor(durationMs * millisecond);
  }

  type(text: string): void {
    this.line.host.write(toBytes(text));
  }

  /** What was printed since the last look. */
  read(): string {
    const { printed } = this;
    this.printed = '';
    return printed;
  }

  /** Types a line, lets time pass and returns what was printed. */
  async ask(line: string, durationMs = 100): Promise<string> {
    this.type(`${line}\r\n`);
    await this.run(durationMs);
    return this.read();
  }

  /** From now on the peer accepts connections and answers CONNECT with CONNACK. */
  accept(connack: readonly number[] = [0x20, 2, 0, 0]): void {
    this.medium.onConnection = (peer) => {
      this.peer = peer;
      peer.attach({
        data: (bytes) => {
          this.arrived.push(...bytes);
          if (bytes[0] === 0x10) peer.write(Uint8Array.from(connack));
        },
        end: () => {},
        acknowledged: () => {},
        close: () => {},
      });
    };
  }

  /** Has the peer send bytes. */
  send(...bytes: number[]): void {
    this.peer?.write(Uint8Array.from(bytes));
  }
}

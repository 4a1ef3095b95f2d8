import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Kernel } from '@w800/kernel';
import { Door, Pacer } from '@w800/live';
import type { SerialSettings } from '@w800/ports';
import type { Bench } from '../bench.ts';
import { openTwinBench } from '../twin-bench.ts';
import { worldSchema, type WorldInput } from '../world/world-schema.ts';

/** A twin on a TCP port of loopback, in real time or faster, as a module on a desk. */
export class ServedTwin {
  /** `tcp:127.0.0.1:40123`. */
  readonly target: string;
  readonly bench: Bench;
  /** The last connection. */
  socket: Socket | undefined;
  /** What came in over the connections. */
  heardBytes = 0;
  private canned: Uint8Array | undefined;
  private readonly listener: ReturnType<typeof createServer>;
  private readonly pacer: Pacer;
  private readonly door: Door;
  private readonly running: Promise<unknown>;

  private constructor(
    bench: Bench,
    door: Door,
    pacer: Pacer,
    server: ReturnType<typeof createServer>,
  ) {
    const { port } = server.address() as AddressInfo;
    this.bench = bench;
    this.door = door;
    this.pacer = pacer;
    this.listener = server;
    this.target = `tcp:127.0.0.1:${port}`;
    server.on('connection', (socket) => this.take(socket));
    bench.serial.onReceive((bytes) => this.socket?.write(bytes.slice()));
    bench.powerOn();
    this.running = pacer.run();
  }

  /** @param speed virtual seconds in a second */
  static async open(world: WorldInput, speed = 1): Promise<ServedTwin> {
    const kernel = new Kernel({ seed: 1 });
    const bench = await openTwinBench(kernel, worldSchema.parse(world), 'docs');
    const door = new Door(kernel);
    const pacer = new Pacer(kernel, door, { speed });
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ServedTwin(bench, door, pacer, server);
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

  async close(): Promise<void> {
    this.socket?.destroy();
    this.listener.close();
    this.pacer.stop();
    await this.running;
    await this.bench.close();
  }

  private take(socket: Socket): void {
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('data', (bytes: Uint8Array) => {
      const own = Uint8Array.from(bytes);
      this.heardBytes += own.length;
      if (this.canned !== undefined) {
        socket.write(this.canned);
        return;
      }
      const record = { from: 'client', what: 'data', bytes: own };
      this.door.enter(record, () => this.bench.serial.write(own));
    });
  }
}

import type { SerialSettings } from '@w800/ports';
import type { SerialPort } from 'serialport';
import { LiveError } from '../live-error.ts';
import { importSerialPort } from './import-serialport.ts';
import { LinkEnds } from './link-ends.ts';
import type { TargetLink, TargetReader } from './target-link.ts';

/** A module at a serial port of this machine, or at the path of a pseudo terminal. */
export class SerialLink implements TargetLink {
  readonly settable = true;
  readonly name: string;
  private readonly path: string;
  private readonly ends: LinkEnds;
  private port: SerialPort;
  private set: SerialSettings;
  /** What is done one after the other: writing, setting, closing. */
  private work: Promise<void> = Promise.resolve();

  private constructor(name: string, path: string, settings: SerialSettings, port: SerialPort) {
    this.name = name;
    this.path = path;
    this.ends = new LinkEnds(name);
    this.set = settings;
    this.port = port;
    this.listen(port);
  }

  /** @throws LiveError LIVE_NO_SERIALPORT, LIVE_TARGET_UNREACHABLE */
  static async open(name: string, path: string, settings: SerialSettings): Promise<SerialLink> {
    try {
      const port = await openPort(path, settings);
      return new SerialLink(name, path, settings, port);
    } catch (error) {
      if (error instanceof LiveError) throw error;
      throw await unreachable(name, error instanceof Error ? error.message : String(error));
    }
  }

  get settings(): SerialSettings {
    return this.set;
  }

  get lost(): LiveError | undefined {
    return this.ends.lost;
  }

  write(bytes: Uint8Array): void {
    this.enqueue(() => this.call((done) => this.port.write(Buffer.from(bytes), undefined, done)));
  }

  configure(settings: SerialSettings): void {
    const { baud, ...frame } = settings;
    const { baud: _, ...frameBefore } = this.set;
    const sameFrame = JSON.stringify(frame) === JSON.stringify(frameBefore);
    this.set = settings;
    this.enqueue(async () => {
      await this.call((done) => this.port.drain(done));
      if (sameFrame) await this.call((done) => this.port.update({ baudRate: baud }, done));
      else await this.reopen(settings);
    });
  }

  read(reader?: TargetReader): void {
    this.ends.read(reader);
  }

  async close(): Promise<void> {
    this.ends.close();
    await this.work;
    if (!this.port.isOpen) return;
    // Whatever is wrong with it, it is of no use any more.
    await new Promise<void>((resolve) => this.port.close(() => resolve()));
  }

  /** The frame can only be set when a port is opened. */
  private async reopen(settings: SerialSettings): Promise<void> {
    const { port } = this;
    port.removeAllListeners('close');
    await this.call((done) => port.close(done));
    this.port = await openPort(this.path, settings);
    this.listen(this.port);
  }

  private listen(port: SerialPort): void {
    port.on('data', (bytes: Uint8Array) => this.ends.data(bytes));
    port.on('error', (error: Error) => this.lose(error.message));
    port.on('close', () => this.lose('the port has been closed by the system'));
  }

  private lose(why: string): void {
    this.ends.lose(why);
  }

  private enqueue(action: () => Promise<void>): void {
    this.work = this.after(this.work, action);
  }

  private async after(earlier: Promise<void>, action: () => Promise<void>): Promise<void> {
    await earlier;
    try {
      if (this.ends.lost === undefined) await action();
    } catch (error) {
      this.lose(error instanceof Error ? error.message : String(error));
    }
  }

  private async call(start: (done: (error?: Error | null) => void) => void): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      start((error) => (error instanceof Error ? reject(error) : resolve()));
    });
  }
}

async function openPort(
  path: string,
  { baud, dataBits, parity, stopBits, flowControl }: SerialSettings,
): Promise<SerialPort> {
  const module = importSerialPort();
  const port = new module.SerialPort({
    path,
    baudRate: baud,
    dataBits,
    parity,
    stopBits,
    rtscts: flowControl !== 'none',
    autoOpen: false,
  });
  await new Promise<void>((resolve, reject) => {
    port.open((error) => (error instanceof Error ? reject(error) : resolve()));
  });
  return port;
}

async function unreachable(name: string, why: string): Promise<LiveError> {
  const reason = why.replace(/^Error: /, '');
  const what = `${name} cannot be opened: ${reason}`;
  return new LiveError('LIVE_TARGET_UNREACHABLE', what, await adviceOn(reason));
}

async function adviceOn(reason: string): Promise<string> {
  if (/permission denied|access denied/i.test(reason)) {
    return 'Ask for the rights: on Linux the group of the port, often dialout.';
  }
  if (/lock|busy|resource temporarily/i.test(reason)) {
    return 'Another program holds the port. Close it, a terminal for instance.';
  }
  const ports = await importSerialPort()
    .SerialPort.list()
    .catch(() => []);
  const paths = ports.map(({ path }) => path);
  if (paths.length === 0) return 'This machine has no serial port now. Plug the module in.';
  return `The ports of this machine are ${paths.join(', ')}.`;
}

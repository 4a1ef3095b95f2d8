import { Kernel, valuesOf, type Instant, type RunOutcome } from '@w800/kernel';
import {
  AllowList,
  Door,
  HostNetwork,
  liveFigures,
  Pacer,
  Recorder,
  Replay,
  SerialHub,
  StreamPort,
  type LivePort,
  type Recording,
  type ReplayOutcome,
  type WallClock,
} from '@w800/live';
import { worldFigures } from '@w800/world';
import { RunRedaction } from '../redaction/run-redaction.ts';
import { openTwinBench, type TwinBench } from '../twin-bench.ts';
import { LiveControl } from './live-control.ts';
import { checkSetup, liveSetup, type LiveSetup } from './live-setup.ts';
import { readRecordedSetup, recordedSetup } from './recorded-setup.ts';
import { timeAnswerer } from './time-answerer.ts';

export interface LiveTwinOptions extends Partial<LiveSetup> {
  /** `real`: bytes leave at the line's rate. `none`: at once. Default `real`. */
  readonly pace?: 'real' | 'none';
  /** A folder that is written so that the run can be replayed. */
  readonly record?: string;
  /** Whether those who come to the serial line second may listen. Default: they are refused. */
  readonly readers?: boolean;
  /** Told what a user should know. */
  readonly tell?: (notice: string) => void;
  /** Default the machine's own. */
  readonly clock?: WallClock;
}

export interface ReplayOptions extends Pick<LiveTwinOptions, 'tell'> {
  /** The text of the private key of a certificate that was given, which is not recorded. */
  readonly key?: string | undefined;
}

/** What there is of a twin beside its models. */
interface Adapters {
  readonly setup: LiveSetup;
  readonly network: HostNetwork | undefined;
  readonly recorder?: Recorder | undefined;
  readonly replay?: Replay;
  readonly brokerPorts: readonly StreamPort[];
}

/**
 * A twin that lives: its kernel follows a clock, what happens outside comes in
 * by a door, and what it does can be recorded and done again. The module is
 * powered on from the beginning; time stands still until `run`.
 */
export class LiveTwin {
  readonly kernel: Kernel;
  readonly door: Door;
  /** Where clients of the serial line are attached. */
  readonly hub: SerialHub;
  /** Changes what surrounds the module while it runs. */
  readonly control: LiveControl;
  readonly bench: TwinBench;
  readonly setup: LiveSetup;
  private readonly pacer: Pacer;
  private readonly adapters: Adapters;
  private readonly tell: (notice: string) => void;
  private readonly ports: LivePort[] = [];
  private running: Promise<RunOutcome> | undefined;
  private hasFailed = false;
  private closing: Promise<void> | undefined;

  private constructor(door: Door, bench: TwinBench, adapters: Adapters, options: LiveTwinOptions) {
    const { kernel, serial: line, uart: module } = bench;
    const { tell = () => {}, pace = 'real', readers = false, clock } = options;
    this.kernel = kernel;
    this.door = door;
    this.setup = adapters.setup;
    this.adapters = adapters;
    this.tell = tell;
    const hub = new SerialHub({ kernel, door, line, module, readers, tell });
    this.hub = hub;
    this.control = new LiveControl(door, bench);
    this.pacer = new Pacer(kernel, door, {
      ...(clock === undefined ? {} : { clock }),
      ...(pace === 'none' ? { ahead: () => hub.busyUntil } : {}),
    });
    this.bench = { ...bench, run: (until, stop) => this.run(until, stop) };
    bench.powerOn();
  }

  /**
   * Builds a twin.
   * @throws LiveError for a folder that cannot be recorded in or a pattern that is none;
   *   WorldError for a world that cannot be; z.ZodError for a setup that is none
   */
  static async open(options: LiveTwinOptions = {}): Promise<LiveTwin> {
    const setup = liveSetup(options);
    const { record: folder, tell } = options;
    return LiveTwin.build(setup, options, (kernel) => {
      if (folder === undefined) return {};
      const failed = ({ message }: Error): void => tell?.(message);
      const written = recordedSetup(setup);
      return { recorder: new Recorder({ kernel, folder, setup: written, failed }) };
    });
  }

  /**
   * Builds the twin of a recording. Nothing of it reaches outside; `replay`
   * does with it what was done.
   * @throws LiveError LIVE_BAD_RECORDING; CertificateError for another key than it was
   */
  static async replaying(recording: Recording, options: ReplayOptions = {}): Promise<LiveTwin> {
    const setup = readRecordedSetup(recording.folder, recording.setup, options.key);
    return LiveTwin.build(setup, options, (kernel) => ({ replay: new Replay(kernel, recording) }));
  }

  private static async build(
    setup: LiveSetup,
    options: LiveTwinOptions,
    listen: (kernel: Kernel) => Pick<Adapters, 'recorder' | 'replay'>,
  ): Promise<LiveTwin> {
    const { seed, dialect, world, module, net, allow: patterns } = checkSetup(setup);
    const allow = new AllowList(patterns);
    const kernel = new Kernel({ seed, breathe: turnEventLoop });
    kernel.keepLastRecords(new RunRedaction().recordTexts);
    const door = new Door(kernel);
    const listeners = listen(kernel);
    const replaying = listeners.replay !== undefined;
    const refused = (target: string): void =>
      options.tell?.(`the module may not connect to ${target} (allow it with --allow ${target})`);
    const outside = { kernel, door, allow, refused, answerer: timeAnswerer, replaying };
    const network = net === 'host' ? new HostNetwork(outside) : undefined;
    try {
      const bench = await openTwinBench(kernel, world, dialect, {
        gateway: network,
        secrets: listeners.recorder?.secret,
        module,
      });
      const brokerPorts = bench.brokers.map(({ end }, index) => {
        const name = `broker ${index + 1}`;
        const accept = end.join.bind(end);
        return new StreamPort({ kernel, door, figures: serverFigures, name, accept });
      });
      return new LiveTwin(door, bench, { setup, network, brokerPorts, ...listeners }, options);
    } catch (error) {
      listeners.recorder?.stop();
      throw error;
    }
  }

  /**
   * Lets a broker of the world be reached from this machine.
   * @param index which of `bench.brokers`
   * @throws LiveError LIVE_PORT_IN_USE, LIVE_BAD_ADDRESS
   */
  async openBrokerPort(
    index: number,
    at: { readonly host?: string; readonly port?: number } = {},
  ): Promise<LivePort & { readonly port: number }> {
    const { host = '127.0.0.1', port = 0 } = at;
    const broker = this.adapters.brokerPorts[index];
    this.kernel.assert(broker !== undefined, 'a broker of the world is opened');
    const { tell } = this;
    const opened = await broker.listen({ kind: 'broker tcp', host, port, tell });
    this.ports.push(opened);
    return opened;
  }

  /**
   * Lives until `stop()` is called, `stop` says so after an event, or `until`
   * is reached.
   * @throws whatever an event throws
   */
  async run(until?: Instant, stop?: () => boolean): Promise<RunOutcome> {
    this.kernel.assert(this.closing === undefined, 'a twin that is closed lives no more');
    this.running = this.pacer.run(until, stop);
    try {
      return await this.running;
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  /** The instant it is outside; the kernel stands at its last event. */
  get now(): Instant {
    return this.pacer.now;
  }

  stop(): void {
    this.pacer.stop();
  }

  /** Does again what was recorded, in virtual time. Once. */
  async replay(): Promise<ReplayOutcome> {
    const { replay } = this.adapters;
    this.kernel.assert(replay !== undefined, 'who replays has a recording');
    return replay.run(this.door);
  }

  /** Ends the run, finishes the recording and gives back all that the machine has lent. */
  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private async shutDown(): Promise<void> {
    const { recorder, network } = this.adapters;
    this.stop();
    await this.running?.catch(() => {});
    // Of a run that broke off there is no end to be compared with.
    if (this.hasFailed) recorder?.stop();
    else recorder?.finish();
    this.hub.close();
    await Promise.all(this.ports.map((port) => port.close()));
    network?.close();
    await this.bench.close();
  }
}

const server = valuesOf(worldFigures);
const serverFigures = {
  ...valuesOf(liveFigures),
  sendBufferBytes: server.serverSendBufferBytes,
  windowBytes: server.serverWindowBytes,
};

/** Lets signals and sockets have their turn while much is to be caught up. */
function turnEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

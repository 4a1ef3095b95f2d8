import type { Listener } from '@w800/broker';
import { second } from '@w800/kernel';
import {
  ControlPort,
  ControlRefusal,
  ServedLine,
  type BrokerState,
  type ControlAction,
  type ControlDone,
  type Controlled,
  type ControlState,
  type HeapState,
  type LivePort,
  type RestartRequest,
} from '@w800/live';
import { z } from 'zod';
import { nearestWord } from '../nearest-word.ts';
import type { WorldInput } from '../world/world-schema.ts';
import { checkSetup, liveSetup, usualWorld } from './live-setup.ts';
import { LiveTwin, type LiveTwinOptions } from './live-twin.ts';
import { LiveWatch } from './live-watch.ts';
import { restartSetup } from './restart-setup.ts';
import { openServedPort, type ServedPort } from './served-port.ts';

export interface ServeOptions extends LiveTwinOptions {
  /** The access point of a world that is not given. Default `twin`, `12345678`. */
  readonly wifi?: WorldInput['wifi'];
  /** Where clients of the serial line come in. */
  readonly ports: readonly ServedPort[];
  /** Where it is controlled. Default: nowhere. */
  readonly control?: { readonly host?: string; readonly port?: number } | undefined;
  /** Told of a fault of ours that ends nothing. */
  readonly failed?: (error: unknown) => void;
}

type BrokerPort = LivePort & { readonly port: number };

/** The module that is there now. */
interface Present {
  readonly twin: LiveTwin;
  readonly watch: LiveWatch;
}

/**
 * A twin at ports of this machine, with its brokers and its control. The ports
 * outlive the module: a restart puts a new one in a new world behind them.
 */
export class ServedModule implements Controlled {
  private readonly options: ServeOptions;
  private readonly line: ServedLine;
  private readonly ports: LivePort[] = [];
  private readonly stopping = new AbortController();
  private control: ControlPort | undefined;
  private brokerPorts: readonly BrokerPort[] = [];
  private present: Present | undefined;
  private restarting: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;

  private constructor(options: ServeOptions) {
    const { net = 'simulated', wifi, world = usualWorld(net, wifi) } = options;
    this.options = { ...options, world };
    this.line = new ServedLine((notice) => options.tell?.(notice));
  }

  /**
   * Opens every port, or none.
   * @throws LiveError for a port, a path or a folder that cannot be had, or a pattern that is none;
   *   WorldError for a world that cannot be; z.ZodError for a setup that is none
   */
  static async open(options: ServeOptions): Promise<ServedModule> {
    const served = new ServedModule(options);
    try {
      await served.openAll();
      return served;
    } catch (error) {
      await served.close();
      throw error;
    }
  }

  /** One line a port, then the world, then the control, for people and programs. */
  get announcements(): readonly string[] {
    const { control } = this;
    return [
      ...this.ports.map(({ announcement }) => announcement),
      ...this.worldAnnouncements,
      ...(control === undefined ? [] : [control.announcement]),
    ];
  }

  /** The module takes commands; before, what is typed is lost. It has to run for that. */
  get booted(): Promise<void> {
    return this.here.watch.booted;
  }

  /**
   * Lives until it is stopped, by `stop` or over its control.
   * @throws whatever an event throws
   */
  async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const { twin } = this.here;
      await twin.run();
      // Either it was stopped, or another one has taken its place.
      await this.restarting;
    }
  }

  stop(): ControlDone {
    const seconds = this.seconds;
    this.stopping.abort();
    this.present?.twin.stop();
    return { done: 'stop', seconds };
  }

  state(): ControlState {
    const { twin, watch } = this.here;
    const { net, dialect, seed } = twin.setup;
    return {
      seconds: this.seconds,
      ...watch.state,
      serial: { baud: twin.bench.uart.settings.baud, clients: this.line.users },
      brokers: this.brokers(),
      net,
      dialect,
      seed,
      recording: this.options.record !== undefined,
    };
  }

  heap(): HeapState {
    const { freeBytes, usedBytes, lowWaterBytes, largestFreeBytes } = this.here.twin.bench.heap;
    return { freeBytes, usedBytes, lowWaterBytes, largestFreeBytes };
  }

  brokers(): readonly BrokerState[] {
    return this.here.twin.bench.brokers.map(({ host, port, end }, index) => {
      const local = this.brokerPorts[index]?.announcement.replace(/^.* /, '');
      return { host, port, local, running: end.listens, clients: end.clients() };
    });
  }

  act(action: ControlAction): Promise<ControlDone> {
    const { twin } = this.here;
    const count = twin.bench.brokers.length;
    if (action.do.startsWith('broker ') && (action.broker ?? 0) >= count) {
      const fix = count === 0 ? 'serve a world with a broker' : `count from 0 to ${count - 1}`;
      throw new ControlRefusal(404, 'the world has no such broker', fix);
    }
    return new Promise((resolve) => {
      twin.control.act(action, () => {
        resolve({ done: action.do, seconds: twin.kernel.now / second });
      });
    });
  }

  restart(request: RestartRequest): Promise<ControlDone> {
    if (this.options.record !== undefined) {
      const fix = 'serve without --record, or stop and serve again';
      throw new ControlRefusal(409, 'what is recorded is one module and not two', fix);
    }
    const done = this.restarting.then(() => this.exchange(request));
    // Who lives meanwhile waits for it, however it ends.
    this.restarting = done.catch(() => {});
    return done;
  }

  /** Ends the run, finishes the recording and gives back all that the machine has lent. */
  close(): Promise<void> {
    this.closing ??= this.closeAll();
    return this.closing;
  }

  private get here(): Present {
    if (this.present !== undefined) return this.present;
    throw new ControlRefusal(503, 'the module is not there yet', 'ask again');
  }

  private get seconds(): number {
    return (this.present?.twin.now ?? 0) / second;
  }

  private get worldAnnouncements(): readonly string[] {
    if (this.present === undefined) return [];
    const { setup, bench } = this.present.twin;
    const { wifi } = checkSetup(setup).world;
    return [
      ...wifi.map(({ ssid, password = '' }) => `wifi ${ssid} ${password}`.trimEnd()),
      // From the host's network the brokers of the world cannot be reached.
      ...(setup.net === 'host'
        ? []
        : bench.brokers.flatMap(({ host, end }) =>
            end.listeners.map((listener) => portLine(host, listener)),
          )),
      ...this.brokerPorts.map(({ announcement }) => announcement),
    ];
  }

  private async openAll(): Promise<void> {
    const { options } = this;
    checkSetup(liveSetup(options));
    const late: ServedPort[] = [];
    // Before the twin: a folder that is recorded in cannot be used again.
    for (const port of options.ports) {
      if (port.kind === 'stdio') late.push(port);
      else this.ports.push(await openServedPort(this.line, port));
    }
    if (options.control !== undefined) {
      const failed = (error: unknown): void => options.failed?.(error);
      this.control = await ControlPort.open(this, {
        ...options.control,
        nearest: nearestWord,
        failed,
      });
    }
    this.take(await LiveTwin.open(options));
    // It holds the line at once, so the line has to be there.
    for (const port of late) this.ports.push(await openServedPort(this.line, port));
    await this.openBrokerPorts([]);
  }

  private take(twin: LiveTwin): void {
    const watch = new LiveWatch(twin.kernel, (text) => {
      // The user is told outside of the event.
      void Promise.resolve().then(() => this.options.tell?.(text));
    });
    this.present = { twin, watch };
    this.line.serve(twin.hub);
  }

  /** @param wanted the ports to have again, as far as there are so many brokers */
  private async openBrokerPorts(wanted: readonly number[]): Promise<void> {
    const { twin } = this.here;
    const opened: BrokerPort[] = [];
    this.brokerPorts = opened;
    for (const index of twin.bench.brokers.keys()) {
      const again = wanted[index] ?? 0;
      const port = twin.openBrokerPort(index, { port: again });
      // Somebody may have taken the port meanwhile.
      opened.push(await (again === 0 ? port : port.catch(() => twin.openBrokerPort(index))));
    }
  }

  private async exchange(request: RestartRequest): Promise<ControlDone> {
    const { twin: old } = this.here;
    const seconds = this.seconds;
    const twin = await this.build(old, request);
    if (this.stopping.signal.aborted) await twin.close();
    else {
      const wanted = this.brokerPorts.map(({ port }) => port);
      this.take(twin);
      await old.close();
      await this.openBrokerPorts(wanted);
    }
    return { done: 'restart', seconds };
  }

  private async build(old: LiveTwin, request: RestartRequest): Promise<LiveTwin> {
    try {
      return await LiveTwin.open({ ...this.options, ...restartSetup(old.setup, request) });
    } catch (error) {
      if (error instanceof z.ZodError) throw unfitting(error);
      if (error instanceof Error && 'fix' in error) {
        throw new ControlRefusal(400, error.message, String(error.fix));
      }
      throw error;
    }
  }

  private async closeAll(): Promise<void> {
    this.stop();
    const ports = this.control === undefined ? this.ports : [...this.ports, this.control];
    await Promise.all(ports.map((port) => port.close()));
    await this.restarting;
    await this.present?.twin.close();
  }
}

/** `broker 192.168.10.234:8084 tls websocket` */
function portLine(host: string, { port, tls, websocket }: Listener): string {
  const spoken = [tls && ' tls', websocket && ' websocket'].filter((word) => word !== undefined);
  return `broker ${host}:${port}${spoken.join('')}`;
}

/** What is wrong with a setup, in a line. */
function unfitting(error: z.ZodError): ControlRefusal {
  const lines = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  const fix = 'write the world as below `world:` in a scenario, in JSON';
  return new ControlRefusal(400, lines.join('; '), fix);
}

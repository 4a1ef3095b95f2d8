import { AtPort, type ByteString } from '@w800/at';
import { defineTraceKind, millisecond, valuesOf, type Alarm, type Kernel } from '@w800/kernel';
import { Heap, type Block } from '@w800/memory';
import type { NvStore, WifiMedium } from '@w800/ports';
import type { ModuleUart } from '@w800/uart';
import { commands } from './commands/index.ts';
import type { DialectOptions } from './dialects/dialect-options.ts';
import type { Dialect } from './dialects/dialect.ts';
import { docsDialect } from './dialects/docs.ts';
import { textsOf } from './dialects/texts-of.ts';
import type { Module } from './module.ts';
import { w800Profile, type Profile } from './profile/w800-profile.ts';
import { MqttSession } from './session/mqtt-session.ts';
import { CountedNetwork } from './sockets/counted-network.ts';
import { StationSettings } from './station/settings.ts';
import { Station } from './station/station.ts';

export const power = defineTraceKind<{ readonly event: 'on' | 'off' | 'restart' | 'ready' }>(
  'module.power',
  'The module was switched on or off, restarted, or became ready',
);

export interface W800Options {
  readonly kernel: Kernel;
  readonly uart: ModuleUart;
  readonly medium: WifiMedium;
  readonly nvStore: NvStore;
  /** Six lower-case hexadecimal pairs with colons. */
  readonly mac?: string;
  readonly profile?: Profile;
  readonly dialect?: Dialect;
}

const defaultMac = '28:6d:cd:00:00:01';

/** The module: everything between its serial port and its antenna. */
export class W800 {
  readonly heap: Heap;

  private readonly options: W800Options;
  private readonly profile: Profile;
  private readonly dialect: DialectOptions;
  private readonly settings: StationSettings;
  private readonly station: Station;
  private readonly session: MqttSession;
  private readonly port: AtPort<Module>;
  private network: CountedNetwork | undefined;
  private boot: Alarm | undefined;
  private mainTask: Block | undefined;
  private mode: number;
  private powered = false;

  constructor(options: W800Options) {
    const { kernel, uart, medium } = options;
    const profile = options.profile ?? w800Profile;
    const dialect = (options.dialect ?? docsDialect).options;
    this.dialect = dialect;
    this.options = options;
    this.profile = profile;
    this.heap = new Heap(kernel, profile.heapLayout);
    this.settings = new StationSettings(options.nvStore);
    this.mode = profile.wifi.factoryMode.value;
    this.station = new Station({
      kernel,
      medium,
      mac: options.mac ?? defaultMac,
      figures: valuesOf(profile.wifi),
      events: {
        associated: () => this.port.urc('WIFI CONNECTED'),
        addressed: () => this.networkUp(),
        disconnected: () => this.networkDown(),
      },
    });
    this.session = new MqttSession({
      kernel,
      heap: this.heap,
      heapFigures: valuesOf(profile.runtimeHeap),
      figures: valuesOf(profile.session),
      dialect,
      clientFigures: valuesOf(profile.mqtt),
      network: () => this.network,
      urc: (text, printed) => this.port.urc(text, printed),
    });
    this.port = new AtPort({
      kernel,
      commands,
      context: this.asModule(),
      output: uart,
      texts: textsOf(dialect),
      limits: valuesOf(profile.at),
    });
    uart.onReceive((bytes) => this.port.receive(bytes));
  }

  powerOn(): void {
    if (this.powered) return;
    this.powered = true;
    this.trace('on');
    this.options.uart.power(true);
    this.start();
  }

  /** Takes the supply away: everything stops at once, what is stored stays. */
  powerOff(): void {
    if (!this.powered) return;
    this.powered = false;
    this.trace('off');
    this.options.uart.power(false);
    this.halt();
  }

  private asModule(): Module {
    const currentMode = (): number => this.mode;
    return {
      heap: this.heap,
      dialect: this.dialect,
      settings: this.settings,
      station: this.station,
      session: this.session,
      wifi: valuesOf(this.profile.wifi),
      get mode() {
        return currentMode();
      },
      setMode: (mode) => this.setMode(mode),
      joinStored: () => this.joinStored(),
      urc: (text: ByteString) => this.port.urc(text),
      restart: () => this.planRestart(),
    };
  }

  private start(): void {
    this.takeBootMemory();
    const { resetToReadyMs } = this.profile.boot;
    this.boot = this.options.kernel.after(resetToReadyMs.value * millisecond, () => {
      this.boot = undefined;
      this.becomeReady();
    });
  }

  private becomeReady(): void {
    if (this.mainTask !== undefined) this.heap.free(this.mainTask);
    this.mainTask = undefined;
    this.trace('ready');
    this.port.start();
    this.port.urc(this.dialect.readyText);
    this.mode = this.settings.mode ?? this.profile.wifi.factoryMode.value;
    this.joinStored();
  }

  private halt(): void {
    this.boot?.cancel();
    this.boot = undefined;
    this.port.stop();
    this.session.powerOff();
    this.station.powerOff();
    this.network = undefined;
    this.mainTask = undefined;
    this.heap.reset();
  }

  private planRestart(): void {
    const { restartDelayMs } = this.profile.boot;
    this.boot = this.options.kernel.after(restartDelayMs.value * millisecond, () => {
      this.trace('restart');
      this.options.uart.power(false);
      this.halt();
      this.options.uart.power(true);
      this.start();
    });
  }

  /** What the firmware holds from boot on; see the heap figures of the profile. */
  private takeBootMemory(): void {
    const { taskControlBytes, mainTaskStackBytes, ...lasting } = valuesOf(this.profile.bootHeap);
    this.mainTask = this.heap.allocate(mainTaskStackBytes, 'boot.main');
    for (const [name, bytes] of Object.entries(lasting)) {
      const owner = `boot.${name.replace(/Bytes$/, '')}`;
      this.heap.allocate(bytes, owner);
      if (name.endsWith('StackBytes')) this.heap.allocate(taskControlBytes, owner);
    }
  }

  private setMode(mode: number): void {
    const wasStation = this.mode === 1 || this.mode === 3;
    this.mode = mode;
    if (wasStation && mode !== 1 && mode !== 3) this.station.leave();
  }

  private joinStored(): void {
    const { join } = this.settings;
    if (join === undefined || (this.mode !== 1 && this.mode !== 3)) return;
    this.station.join(join, this.profile.wifi.joinTimeoutSeconds.value, () => {});
  }

  private networkUp(): void {
    const { address } = this.station;
    this.port.urc(this.dialect.gotIpWithAddress ? `WIFI GOT IP "${address}"` : 'WIFI GOT IP');
    const { network } = this.station;
    if (network === undefined) return;
    this.network = new CountedNetwork(network, this.heap, valuesOf(this.profile.runtimeHeap));
    this.session.networkUp();
  }

  private networkDown(): void {
    this.network = undefined;
    this.port.urc('WIFI DISCONNECT');
    this.session.networkDown();
  }

  private trace(event: 'on' | 'off' | 'restart' | 'ready'): void {
    this.options.kernel.trace.emit(power, { event });
  }
}

import { AtPort, toBytes, type ByteString, type Reply } from '@w800/at';
import { defineTraceKind, millisecond, valuesOf, type Alarm, type Kernel } from '@w800/kernel';
import { Heap, type Block } from '@w800/memory';
import type { NvStore, WifiMedium } from '@w800/ports';
import type { ModuleUart } from '@w800/uart';
import { Clock } from './clock/clock.ts';
import { commands } from './commands/index.ts';
import { commandsOf } from './dialects/commands-of.ts';
import { Departures } from './dialects/departures.ts';
import type { DialectOptions } from './dialects/dialect-options.ts';
import type { Dialect } from './dialects/dialect.ts';
import { docsDialect } from './dialects/docs.ts';
import { textsOf } from './dialects/texts-of.ts';
import { EspAtSettings } from './esp-at/esp-at-settings.ts';
import type { Module } from './module.ts';
import { w800Profile, type Profile } from './profile/w800-profile.ts';
import { MqttSession } from './session/mqtt-session.ts';
import { CountedNetwork } from './sockets/counted-network.ts';
import { AtSerial } from './serial/at-serial.ts';
import { lineSetting } from './serial/line-parameters.ts';
import { Settings } from './settings/settings.ts';
import { Sntp } from './sntp/sntp.ts';
import { Wifi } from './station/wifi.ts';

type PowerEvent = 'on' | 'off' | 'reset' | 'restart' | 'ready';

export const power = defineTraceKind<{ readonly event: PowerEvent }>(
  'module.power',
  'The module was switched on or off, held in reset, restarted, or became ready',
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

/** How the module starts. */
export interface BootConditions {
  /** Printed on the AT port before anything else; nothing by default. */
  text: ByteString;
  /** Time from reset to `ready` beyond the usual, in whole milliseconds. */
  delayMs: number;
}

const defaultMac = '28:6d:cd:00:00:01';

/** The module: everything between its serial port and its antenna. */
export class W800 {
  readonly heap: Heap;
  readonly clock: Clock;
  /** What the next starts are like. */
  readonly bootConditions: BootConditions = { text: '', delayMs: 0 };

  private readonly options: W800Options;
  private readonly profile: Profile;
  private readonly dialect: DialectOptions;
  private readonly departures: Departures;
  private readonly espAt = new EspAtSettings();
  private readonly serial: AtSerial;
  private readonly settings: Settings;
  private readonly wifi: Wifi;
  private readonly session: MqttSession;
  private readonly sntp: Sntp;
  private readonly port: AtPort<Module>;
  private network: CountedNetwork | undefined;
  private boot: Alarm | undefined;
  private mainTask: Block | undefined;
  private powered = false;
  private heldInReset = false;

  constructor(options: W800Options) {
    const { kernel, uart, medium } = options;
    const profile = options.profile ?? w800Profile;
    const { options: dialect } = options.dialect ?? docsDialect;
    this.dialect = dialect;
    this.departures = new Departures(kernel, options.dialect ?? docsDialect);
    this.options = options;
    this.profile = profile;
    this.heap = new Heap(kernel, profile.heapLayout);
    this.serial = new AtSerial(uart);
    this.settings = new Settings(kernel, options.nvStore, valuesOf(profile.nv));
    this.wifi = new Wifi({
      kernel,
      medium,
      settings: this.settings,
      mac: options.mac ?? defaultMac,
      figures: valuesOf(profile.wifi),
      dialect,
      urc: (text) => this.port.urc(text),
      station: {
        associated: () => this.port.urc('WIFI CONNECTED'),
        addressed: () => this.networkUp(),
        unaddressed: () => this.addressLost(),
        disconnected: () => this.networkDown(),
      },
    });
    this.session = new MqttSession({
      kernel,
      heap: this.heap,
      heapFigures: valuesOf(profile.runtimeHeap),
      figures: valuesOf(profile.session),
      dialect,
      departures: this.departures,
      clientFigures: valuesOf(profile.mqtt),
      network: () => this.network,
      urc: (text, printed) => this.port.urc(text, printed),
    });
    this.clock = new Clock({
      kernel,
      figures: valuesOf(profile.clock),
      misreadSeconds: () => this.misreadSeconds(),
    });
    this.sntp = new Sntp({
      kernel,
      random: kernel.random.fork(`device.sntp.${options.mac ?? defaultMac}`),
      clock: this.clock,
      figures: valuesOf(profile.sntp),
      waitsForNetwork: dialect.sntpWaitsForAddress,
      notStarted: () => this.departures.note('sntpWaitsForAddress'),
      synchronised: () => this.clockSet(),
    });
    this.port = new AtPort({
      kernel,
      commands: commandsOf(commands, dialect),
      context: this.asModule(),
      output: this.serial,
      texts: textsOf(dialect),
      limits: valuesOf(profile.at),
      rules: dialect,
      events: {
        backlog: (isLong) => (isLong ? uart.pauseReading() : uart.resumeReading()),
        prompted: () => this.departures.note('promptText'),
        ending: (ending) => {
          const code = this.espAt.errorCode(ending);
          if (code !== undefined) this.port.urc(code);
        },
      },
    });
    uart.onReceive((bytes) => this.port.receive(bytes));
  }

  powerOn(): void {
    if (this.powered) return;
    this.powered = true;
    this.trace('on');
    this.clock.powerOn();
    if (this.heldInReset) return;
    this.options.uart.power(true);
    this.start();
  }

  /** Takes the supply away: everything stops at once, what is stored stays. */
  powerOff(): void {
    if (!this.powered) return;
    this.powered = false;
    this.trace('off');
    if (this.heldInReset) return;
    this.options.uart.power(false);
    this.halt();
  }

  /** Pulls the reset pin low: everything stops at once; clock and what is stored stay. */
  holdReset(): void {
    if (this.heldInReset) return;
    this.heldInReset = true;
    this.trace('reset');
    if (!this.powered) return;
    this.options.uart.power(false);
    this.halt();
  }

  /** Lets the reset pin go: a module that is powered starts. */
  releaseReset(): void {
    if (!this.heldInReset) return;
    this.heldInReset = false;
    if (!this.powered) return;
    this.options.uart.power(true);
    this.start();
  }

  /** The firmware dies or its watchdog bites: a restart without a word. */
  crash(): void {
    if (this.powered && !this.heldInReset) this.reboot();
  }

  /** The flash has lost what was stored; the module learns of it when it starts again. */
  eraseStored(): void {
    this.options.nvStore.erase();
  }

  private asModule(): Module {
    const { wifi } = this;
    return {
      heap: this.heap,
      clock: this.clock,
      sntp: this.sntp,
      dialect: this.dialect,
      departures: this.departures,
      espAt: this.espAt,
      serial: this.serial,
      settings: this.settings,
      station: wifi.station,
      session: this.session,
      wifi,
      get mode() {
        return wifi.mode;
      },
      urc: (text: ByteString) => this.port.urc(text),
      restart: (reply) => this.restartAfter(reply),
      crash: () => this.crash(),
      setEcho: (on) => {
        this.port.echo = on;
      },
    };
  }

  private start(): void {
    this.clock.boot();
    this.settings.load();
    this.espAt.reset();
    this.serial.start(this.settings.read(lineSetting));
    this.takeBootMemory();
    const { text, delayMs } = this.bootConditions;
    // What a boot loader prints it prints before it goes on.
    if (text === '') this.bootFor(delayMs);
    else this.options.uart.write(toBytes(text), () => this.bootFor(delayMs));
  }

  private bootFor(delayMs: number): void {
    const { resetToReadyMs } = this.profile.boot;
    this.boot = this.options.kernel.after((resetToReadyMs.value + delayMs) * millisecond, () => {
      this.boot = undefined;
      this.becomeReady();
    });
  }

  private becomeReady(): void {
    if (this.mainTask !== undefined) this.heap.free(this.mainTask);
    this.mainTask = undefined;
    this.trace('ready');
    this.port.start();
    this.port.echo = this.dialect.echoAtStart;
    this.port.urc(this.dialect.readyText);
    this.wifi.start();
  }

  private halt(): void {
    this.boot?.cancel();
    this.boot = undefined;
    this.port.stop();
    this.wifi.station.silence();
    this.session.powerOff();
    this.sntp.powerOff();
    this.wifi.powerOff();
    this.network = undefined;
    this.mainTask = undefined;
    this.heap.reset();
  }

  /** What comes after the `OK` of a restart is not heard any more. */
  private restartAfter(reply: Reply): void {
    const { restartDelayMs } = this.profile.boot;
    this.port.deafen();
    reply.ok(() =>
      this.serial.drain(() => {
        this.boot = this.options.kernel.after(restartDelayMs.value * millisecond, () => {
          this.reboot();
        });
      }),
    );
  }

  private reboot(): void {
    this.trace('restart');
    this.options.uart.power(false);
    this.halt();
    this.options.uart.power(true);
    this.start();
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

  private networkUp(): void {
    const { network, addressing } = this.wifi.station;
    const address = addressing?.address ?? '';
    this.port.urc(this.dialect.gotIpWithAddress ? `WIFI GOT IP "${address}"` : 'WIFI GOT IP');
    this.departures.note('gotIpWithAddress');
    if (network === undefined) return;
    this.network = new CountedNetwork(network, this.heap, valuesOf(this.profile.runtimeHeap));
    this.session.networkUp();
    this.sntp.networkUp(this.network);
  }

  private networkDown(): void {
    this.port.urc('WIFI DISCONNECT');
    this.loseNetwork();
  }

  private addressLost(): void {
    if (this.dialect.lostIpUrc) this.port.urc('WIFI LOST IP');
    this.departures.note('lostIpUrc');
    this.loseNetwork();
  }

  private loseNetwork(): void {
    this.network = undefined;
    this.session.networkDown();
    this.sntp.networkDown();
  }

  private misreadSeconds(): number {
    if (!this.dialect.rtcReadAsLocal) return 0;
    const { offsetSeconds } = this.sntp.zone;
    if (offsetSeconds !== 0) this.departures.note('rtcReadAsLocal');
    return offsetSeconds;
  }

  private clockSet(): void {
    if (this.dialect.timeUpdatedUrc) this.port.urc('+TIME_UPDATED');
    this.departures.note('timeUpdatedUrc');
  }

  private trace(event: PowerEvent): void {
    this.options.kernel.trace.emit(power, { event });
  }
}

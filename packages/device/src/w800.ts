import { AtPort, toBytes, type ByteString, type Reply } from '@w800/at';
import { millisecond, valuesOf, type Alarm } from '@w800/kernel';
import { Heap } from '@w800/memory';
import type { BootConditions } from './boot-conditions.ts';
import { BootMemory } from './boot-memory.ts';
import { Clock } from './clock/clock.ts';
import { commands } from './commands/index.ts';
import { commandsOf } from './dialects/commands-of.ts';
import { Departures } from './dialects/departures.ts';
import type { DialectOptions } from './dialects/dialect-options.ts';
import { docsDialect } from './dialects/docs.ts';
import { textsOf } from './dialects/texts-of.ts';
import { EspAtSettings } from './esp-at/esp-at-settings.ts';
import type { Module } from './module.ts';
import { power, type PowerEvent } from './power-trace.ts';
import { w800Profile, type Profile } from './profile/w800-profile.ts';
import { MqttSession } from './session/mqtt-session.ts';
import { moduleTransport } from './session/transport/module-transport.ts';
import { CountedNetwork } from './sockets/counted-network.ts';
import { AtSerial } from './serial/at-serial.ts';
import { lineSetting } from './serial/line-parameters.ts';
import { Settings } from './settings/settings.ts';
import { Sntp } from './sntp/sntp.ts';
import { Wifi } from './station/wifi.ts';
import { WifiMemory } from './station/wifi-memory.ts';
import { Supply } from './supply.ts';
import type { W800Options } from './w800-options.ts';

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
  private readonly supply = new Supply({
    trace: (event) => this.trace(event),
    powered: () => this.clock.powerOn(),
    start: () => this.start(),
    stop: () => this.halt(),
  });
  private readonly serial: AtSerial;
  private readonly bootMemory: BootMemory;
  private readonly settings: Settings;
  private readonly wifi: Wifi;
  private readonly session: MqttSession;
  private readonly sntp: Sntp;
  private readonly port: AtPort<Module>;
  private network: CountedNetwork | undefined;
  private boot: Alarm | undefined;

  constructor(options: W800Options) {
    const { kernel, uart, medium, mac = defaultMac } = options;
    const profile = options.profile ?? w800Profile;
    const { options: dialect } = options.dialect ?? docsDialect;
    this.dialect = dialect;
    this.departures = new Departures(kernel, options.dialect ?? docsDialect);
    this.options = options;
    this.profile = profile;
    this.heap = new Heap(kernel, profile.heapLayout);
    this.bootMemory = new BootMemory(this.heap, profile);
    this.serial = new AtSerial(uart);
    this.settings = new Settings(kernel, options.nvStore, valuesOf(profile.nv));
    this.wifi = new Wifi({
      kernel,
      medium,
      settings: this.settings,
      mac,
      figures: valuesOf(profile.wifi),
      dialect,
      memory: new WifiMemory(this.heap, {
        wifi: valuesOf(profile.wifiHeap),
        lwip: valuesOf(profile.lwipHeap),
        os: valuesOf(profile.osHeap),
      }),
      urc: (text) => this.port.urc(text),
      station: {
        associated: () => this.port.urc('WIFI CONNECTED'),
        addressed: () => this.networkUp(),
        unaddressed: () => this.addressLost(),
        disconnected: () => this.networkDown(),
      },
    });
    this.clock = new Clock({
      kernel,
      figures: valuesOf(profile.clock),
      misreadSeconds: () => this.misreadSeconds(),
    });
    this.session = this.createSession(mac);
    this.sntp = new Sntp({
      kernel,
      random: kernel.random.fork(`device.sntp.${mac}`),
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
    this.supply.switchOn();
  }

  /** Takes the supply away: everything stops at once, what is stored stays. */
  powerOff(): void {
    this.supply.switchOff();
  }

  /** Pulls the reset pin low: everything stops at once; clock and what is stored stay. */
  holdReset(): void {
    this.supply.holdReset();
  }

  /** Lets the reset pin go: a module that is powered starts. */
  releaseReset(): void {
    this.supply.releaseReset();
  }

  /** The firmware dies or its watchdog bites: a restart without a word. */
  crash(): void {
    if (this.supply.runs) this.reboot();
  }

  /** The flash has lost what was stored; the module learns of it when it starts again. */
  eraseStored(): void {
    this.options.nvStore.erase();
  }

  private createSession(mac: string): MqttSession {
    const { options, profile, heap, dialect, departures } = this;
    const nowSeconds = (): number => this.clock.secondsSince1970;
    return new MqttSession({
      kernel: options.kernel,
      heap,
      heapFigures: { session: valuesOf(profile.sessionHeap), os: valuesOf(profile.osHeap) },
      figures: valuesOf(profile.session),
      dialect,
      departures,
      clientFigures: valuesOf(profile.mqtt),
      network: () => this.network,
      transport: moduleTransport(options, profile, mac, { heap, dialect, departures, nowSeconds }),
      urc: (text, printed) => this.port.urc(text, printed),
    });
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
    this.options.uart.power(true);
    this.clock.boot();
    this.settings.load();
    this.espAt.reset();
    this.serial.start(this.settings.read(lineSetting));
    if (!this.bootMemory.takeSystem()) {
      this.trace('failed');
      return;
    }
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
    if (!this.bootMemory.takeFirmware()) {
      this.trace('failed');
      return;
    }
    this.wifi.startDriver();
    this.bootMemory.releaseMain();
    this.trace('ready');
    this.port.start();
    this.port.echo = this.dialect.echoAtStart;
    this.port.urc(this.dialect.readyText);
    this.wifi.start();
  }

  private halt(): void {
    this.options.uart.power(false);
    this.boot?.cancel();
    this.boot = undefined;
    this.port.stop();
    this.wifi.station.silence();
    this.session.powerOff();
    this.sntp.powerOff();
    this.wifi.powerOff();
    this.network = undefined;
    this.bootMemory.releaseMain();
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
    this.halt();
    this.start();
  }

  private networkUp(): void {
    const { network, addressing } = this.wifi.station;
    const address = addressing?.address ?? '';
    this.port.urc(this.dialect.gotIpWithAddress ? `WIFI GOT IP "${address}"` : 'WIFI GOT IP');
    this.departures.note('gotIpWithAddress');
    if (network === undefined) return;
    this.network = new CountedNetwork(network, {
      kernel: this.options.kernel,
      heap: this.heap,
      figures: valuesOf(this.profile.lwipHeap),
    });
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

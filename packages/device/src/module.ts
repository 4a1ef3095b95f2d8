import {
  commandsFor,
  type ByteString,
  type Command,
  type Declaration,
  type Parameters,
  type Reply,
} from '@w800/at';
import type { Heap } from '@w800/memory';
import type { Clock } from './clock/clock.ts';
import type { Departures } from './dialects/departures.ts';
import type { DialectOptions } from './dialects/dialect-options.ts';
import type { EspAtSettings } from './esp-at/esp-at-settings.ts';
import type { MqttSession } from './session/mqtt-session.ts';
import type { AtSerial } from './serial/at-serial.ts';
import type { Settings } from './settings/settings.ts';
import type { Sntp } from './sntp/sntp.ts';
import type { Station } from './station/station.ts';
import type { Wifi } from './station/wifi.ts';

/** The module as its commands see it. */
export interface Module {
  readonly heap: Heap;
  readonly clock: Clock;
  readonly sntp: Sntp;
  /** What could be otherwise on another module. */
  readonly dialect: DialectOptions;
  /** Where a command says that an option has just shown. */
  readonly departures: Departures;
  readonly espAt: EspAtSettings;
  readonly serial: AtSerial;
  readonly settings: Settings;
  readonly station: Station;
  readonly session: MqttSession;
  readonly wifi: Wifi;
  /** 0 off, 1 station, 2 softAP, 3 both. */
  readonly mode: number;
  urc(text: ByteString): void;
  /** Answers `OK` and restarts when it has left. No further line is taken. */
  restart(reply: Reply): void;
  /** Restarts at once, in mid-sentence. */
  crash(): void;
  /** Whether command lines are printed back. */
  setEcho(on: boolean): void;
}

/** The option values under which a command exists; empty for a command that always does. */
export type Requirement = Partial<DialectOptions>;

/** A command of the module, and when it exists. */
export interface ModuleCommand extends Command<Module> {
  readonly requires: Requirement;
}

const define = commandsFor<Module>();

/**
 * Declares one command of the module. `requires` names option values of the
 * dialect: under any other the name is unknown, as `ATE0` is without
 * `extensions`. Two commands may share a name when no dialect has both.
 */
export function defineCommand<Declared extends Parameters>(
  declaration: Declaration<Module, Declared> & { readonly requires?: Requirement },
): ModuleCommand {
  const { requires = {}, ...rest } = declaration;
  return { ...define(rest), requires };
}

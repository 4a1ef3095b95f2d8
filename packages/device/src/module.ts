import { commandsFor, type ByteString } from '@w800/at';
import type { Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { DialectOptions } from './dialects/dialect-options.ts';
import type { wifiFigures } from './profile/wifi-figures.ts';
import type { MqttSession } from './session/mqtt-session.ts';
import type { StationSettings } from './station/settings.ts';
import type { Station } from './station/station.ts';

/** The module as its commands see it. */
export interface Module {
  readonly heap: Heap;
  /** What could be otherwise on another module. */
  readonly dialect: DialectOptions;
  readonly settings: StationSettings;
  readonly station: Station;
  readonly session: MqttSession;
  readonly wifi: Values<typeof wifiFigures>;
  /** 0 off, 1 station, 2 softAP, 3 both. */
  readonly mode: number;
  /** Changes the mode; leaving station mode drops the association. */
  setMode(mode: number): void;
  /** Joins the stored network, if there is one. */
  joinStored(): void;
  urc(text: ByteString): void;
  /** Restarts shortly, when the last bytes have left the FIFO. */
  restart(): void;
}

/** Declares one command of the module. */
export const defineCommand = commandsFor<Module>();

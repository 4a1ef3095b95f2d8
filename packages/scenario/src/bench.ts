import type { Kernel } from '@w800/kernel';
import type { SerialPort } from '@w800/ports';

/** A path that can be cut and joined again. */
export interface Cuttable {
  down(): void;
  up(): void;
}

/** The module's heap, in bytes. */
export interface HeapReader {
  readonly freeBytes: number;
  readonly usedBytes: number;
  /** Least free bytes there ever were. */
  readonly lowWaterBytes: number;
  /** The largest block that could be allocated. */
  readonly largestFreeBytes: number;
}

export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly qos: 0 | 1 | 2;
  readonly retain: boolean;
}

/** A broker of the surroundings, as a scenario steers and reads it. */
export interface BenchBroker {
  /** Name or address as the world gives it. */
  readonly host: string;
  readonly port: number;
  /** What clients have published, in order. */
  readonly received: readonly (BrokerMessage & { readonly clientId: string })[];
  clients(): readonly string[];
  publish(message: BrokerMessage): void;
  /** Drops one client's connection, or all. */
  disconnect(clientId?: string): void;
}

/** Stations of the surroundings, which can join the module's access point. */
export interface BenchStations {
  join(station: { readonly mac: string; readonly ssid: string; readonly password: string }): void;
  leave(mac: string): void;
}

/** What a scenario works on: all a step ever sees of a twin, or of a real module. */
export interface Bench {
  readonly kernel: Kernel;
  /** The host's end of the line. */
  readonly serial: SerialPort;
  /** The line the module prints when it takes commands; undefined: it is ready already. */
  readonly readyLine: string | undefined;
  readonly link: Cuttable;
  readonly uplink: Cuttable;
  readonly stations: BenchStations;
  readonly brokers: readonly BenchBroker[];
  readonly heap: HeapReader;
  powerOn(): void;
  /** Takes the supply away; what the module has stored stays. */
  powerOff(): void;
  close(): Promise<void>;
}

import type { BrokerEnd } from '@w800/broker';
import type { Instant, Kernel, RunOutcome } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { SerialPort } from '@w800/ports';
import type { FaultSites } from './faults/fault-sites.ts';
import type { Need } from './needs.ts';

/** A path that can be cut and joined again. */
export interface Cuttable {
  down(): void;
  up(): void;
}

/** A broker of the surroundings. */
export interface BenchBroker {
  /** Name or address as the world gives it. */
  readonly host: string;
  readonly port: number;
  /** What a scenario steers and reads. */
  readonly end: BrokerEnd;
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
  /** How long it may take until then. Default: as long as any wait. */
  readonly readyWithinNs?: number;
  /** What it does not have; steps that need it are skipped. Default: nothing. */
  readonly lacks?: ReadonlySet<Need>;
  readonly link: Cuttable;
  readonly uplink: Cuttable;
  /** What faults can get at. */
  readonly sites: Omit<FaultSites, 'broker' | 'random'>;
  readonly stations: BenchStations;
  readonly brokers: readonly BenchBroker[];
  /** The module's heap. */
  readonly heap: Heap;
  /**
   * Lets time pass until `stop` says so after an event, or until `until`: in
   * virtual time at once, at a real module as long as it takes.
   */
  run(until: Instant, stop: () => boolean): Promise<RunOutcome>;
  powerOn(): void;
  /** Takes the supply away; what the module has stored stays. */
  powerOff(): void;
  close(): Promise<void>;
}

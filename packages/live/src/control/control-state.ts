import type { LineUser } from '../serial/served-line.ts';

/** How a served module stands. */
export interface ControlState {
  /** Virtual seconds since the module was made. */
  readonly seconds: number;
  readonly module: {
    readonly power: 'on' | 'off';
    /** It has printed `ready` and takes commands. */
    readonly ready: boolean;
  };
  readonly wifi: {
    /** As `AT+CWSTATE?` numbers it. */
    readonly state: number;
    readonly means: string;
    /** Empty when there is none. */
    readonly ssid: string;
  };
  readonly mqtt: {
    /** As `AT+MQTTCONN?` numbers it. */
    readonly state: number;
    readonly means: string;
  };
  /** The radio between module and access point. */
  readonly link: 'up' | 'down';
  /** The way behind the access point. */
  readonly uplink: 'up' | 'down';
  readonly serial: {
    /** Of the module. */
    readonly baud: number;
    readonly clients: readonly LineUser[];
  };
  readonly brokers: readonly BrokerState[];
  readonly net: 'simulated' | 'host';
  readonly dialect: string;
  readonly seed: number;
  readonly recording: boolean;
}

/** A broker of the world. */
export interface BrokerState {
  /** As the module reaches it. */
  readonly host: string;
  readonly port: number;
  /** As this machine reaches it; undefined: it does not. */
  readonly local?: string | undefined;
  readonly running: boolean;
  /** Identifiers, in the order of connecting. */
  readonly clients: readonly string[];
}

/** The heap of a served module, in bytes. */
export interface HeapState {
  readonly freeBytes: number;
  readonly usedBytes: number;
  /** Least free bytes since the module was switched on. */
  readonly lowWaterBytes: number;
  /** The largest block that could be allocated. */
  readonly largestFreeBytes: number;
}

/** What a module is made anew with. What is left out stays as it was. */
export interface RestartRequest {
  /** As below `world:` in a scenario. */
  readonly world?: unknown;
  /** As below `module:` in a scenario, without files. */
  readonly module?: unknown;
  readonly dialect?: string;
  /** 0 to 2^32 - 1. */
  readonly seed?: number;
}

/** What an action has led to. */
export interface ControlDone {
  readonly done: string;
  /** Virtual time at which it happened, in seconds. */
  readonly seconds: number;
}

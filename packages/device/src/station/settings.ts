import type { NvStore } from '@w800/ports';

/** What `AT+CWJAP` was told, as it is kept for the next join. */
export interface JoinSettings {
  readonly ssid: string;
  readonly password: string;
  readonly bssid: string | undefined;
  /** 1 refuses open and WEP networks. */
  readonly securityRequired: number;
  /** Seconds between attempts after a loss; 0 for none. */
  readonly reconnectIntervalSeconds: number;
  readonly listenIntervalBeacons: number;
  readonly scanMode: number;
  /** 802.11w bit mask. */
  readonly protectedFrames: number;
}

/** The stored part of the Wi-Fi settings. Equal values are not written again. */
export class StationSettings {
  private readonly store: NvStore;

  constructor(store: NvStore) {
    this.store = store;
  }

  /** `AT+CWMODE`: 0 off, 1 station, 2 softAP, 3 both; undefined when never set. */
  get mode(): number | undefined {
    const stored = this.store.read(modeKey);
    return stored === undefined ? undefined : Number(stored);
  }

  set mode(mode: number) {
    this.keep(modeKey, String(mode));
  }

  get join(): JoinSettings | undefined {
    const stored = this.store.read(joinKey);
    return stored === undefined ? undefined : (JSON.parse(stored) as JoinSettings);
  }

  set join(join: JoinSettings) {
    this.keep(joinKey, JSON.stringify(join));
  }

  private keep(key: string, value: string): void {
    if (this.store.read(key) !== value) this.store.write(key, value);
  }
}

const modeKey = 'wifi.mode';
const joinKey = 'wifi.join';

import { power, sessionState, stationState, type PowerEvent } from '@w800/device';
import { finding, type Kernel } from '@w800/kernel';
import type { ControlState } from '@w800/live';
import { uartTx } from '@w800/uart';
import { linkState } from '@w800/world';

type Watched = Pick<ControlState, 'module' | 'wifi' | 'mqtt' | 'link' | 'uplink'>;

/** By the number of `AT+CWSTATE?`. */
const stationMeanings = [
  'never connected',
  'connected, no address',
  'connected',
  'connecting',
  'disconnected',
];
/** By the number of `AT+MQTTCONN?`. */
const sessionMeanings = [
  'not configured',
  'user configured',
  'connection configured',
  'disconnected',
  'connected',
  'connected, nothing subscribed',
  'connected, subscribed',
];

/** Keeps in mind how a twin stands, from what its trace tells. */
export class LiveWatch {
  /** The module takes commands, and has said so on its line, for the first time. */
  readonly booted: Promise<void>;
  private powered = true;
  private ready = false;
  private station = { state: 0, ssid: '' };
  private session = 0;
  private readonly silent = new Set<string>();
  private readonly found = new Set<string>();

  /** @param found told once of each finding, inside the event */
  constructor({ trace }: Kernel, found: (text: string) => void) {
    this.booted = new Promise((resolve) => {
      trace.on(power, ({ data: { event } }) => {
        this.switched(event);
      });
      // Whoever is told and comes at once must not be met by the line that says so.
      const end = trace.on(uartTx, () => {
        if (!this.ready) return;
        end();
        resolve();
      });
    });
    trace.on(stationState, ({ data: { state, ssid } }) => {
      this.station = { state, ssid };
    });
    trace.on(sessionState, ({ data: { state } }) => {
      this.session = state;
    });
    trace.on(linkState, ({ data: { link, up } }) => {
      if (up) this.silent.delete(link);
      else this.silent.add(link);
    });
    trace.on(finding, ({ data: { id, text } }) => {
      if (this.found.has(id)) return;
      this.found.add(id);
      found(`finding ${id}: ${text}`);
    });
  }

  get state(): Watched {
    const { station, session } = this;
    return {
      module: { power: this.powered ? 'on' : 'off', ready: this.ready },
      wifi: { ...station, means: stationMeanings[station.state] ?? '' },
      mqtt: { state: session, means: sessionMeanings[session] ?? '' },
      link: this.silent.has('radio') ? 'down' : 'up',
      uplink: this.silent.has('uplink') ? 'down' : 'up',
    };
  }

  /** Its station is told of no more; its session says itself that it is over. */
  private switched(event: PowerEvent): void {
    this.ready = event === 'ready';
    if (event === 'ready') return;
    this.powered = event !== 'off';
    this.station = { state: 0, ssid: '' };
  }
}

import { millisecond, type Kernel } from '@w800/kernel';
import type {
  AddressLease,
  ConnectOutcome,
  Endpoint,
  JoinOutcome,
  LinkLoss,
  Network,
  OnAir,
  Pending,
  ScannedAccessPoint,
  WifiLink,
  WifiMedium,
} from '@w800/ports';
import type { LossyConnection } from './lossy-connection.ts';

const lease: AddressLease = {
  address: '10.0.0.2',
  gateway: '10.0.0.1',
  netmask: '255.255.255.0',
  nameServers: [],
  leaseSeconds: 3600,
};

const home: ScannedAccessPoint = {
  ssid: 'home',
  bssid: '02:00:00:00:00:01',
  channel: 6,
  rssi: -50,
  security: 0,
  hidden: false,
};

/** One open access point that can go silent, and one server behind it that may not answer. */
export class LossyMedium implements WifiMedium {
  /** How the server answers a SYN. */
  server: 'accepts' | 'refuses' | 'is silent' = 'accepts';
  private readonly kernel: Kernel;
  private readonly accept: (remote: Endpoint) => LossyConnection;
  private readonly streams = new Set<LossyConnection>();
  private audible = true;
  private lost: ((reason: LinkLoss) => void) | undefined;

  constructor(kernel: Kernel, accept: (remote: Endpoint) => LossyConnection) {
    this.kernel = kernel;
    this.accept = accept;
  }

  /** Whether the access point is on the air. */
  get onAir(): boolean {
    return this.audible;
  }

  scan(): readonly ScannedAccessPoint[] {
    return this.audible ? [home] : [];
  }

  announce(): OnAir {
    return { drop: () => {}, off: () => {} };
  }

  join(_request: object, done: (outcome: JoinOutcome) => void): Pending {
    return this.later(0, () => {
      if (this.audible) done({ ok: true, link: this.link() });
      else done({ ok: false, reason: 'no-access-point' });
    });
  }

  silence(): void {
    this.audible = false;
    this.lost?.('beacons-lost');
    this.cut();
  }

  sound(): void {
    this.audible = true;
  }

  private link(): WifiLink {
    return {
      ...home,
      requestLease: (done) => this.later(0, () => this.audible && done(lease)),
      network: () => this.network(),
      onLost: (lost) => {
        this.lost = lost;
      },
      silence: () => {},
      leave: () => {
        this.lost = undefined;
        this.cut();
      },
    };
  }

  private network(): Network {
    return {
      connect: (remote, done) => this.connect(remote, done),
      resolve: (name, done) => this.later(0, () => done({ ok: true, address: name })),
      openDatagram: () => undefined,
    };
  }

  private connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): Pending {
    if (this.server === 'is silent') {
      return this.later(9_250, () => done({ ok: false, reason: 'timeout' }));
    }
    return this.later(4, () => {
      if (this.server !== 'accepts' || !this.audible) {
        done({ ok: false, reason: 'refused' });
        return;
      }
      const stream = this.accept(remote);
      this.streams.add(stream);
      done({ ok: true, stream });
    });
  }

  private cut(): void {
    for (const stream of this.streams) stream.vanish();
    this.streams.clear();
  }

  private later(ms: number, action: () => void): Pending {
    return this.kernel.after(ms * millisecond, action);
  }
}

import type { Kernel } from '@w800/kernel';
import type {
  AddressLease,
  ConnectOutcome,
  Endpoint,
  JoinOutcome,
  JoinRequest,
  LinkLoss,
  Network,
  Pending,
  ResolveOutcome,
  ScannedAccessPoint,
  WifiLink,
  WifiMedium,
} from '@w800/ports';
import { StreamEnd } from './stream-end.ts';

const lease: AddressLease = {
  address: '10.0.0.2',
  gateway: '10.0.0.1',
  netmask: '255.255.255.0',
  nameServers: ['10.0.0.1'],
  leaseSeconds: 3600,
};

/**
 * One access point, `home` with the password `12345678`, that answers at
 * once, and a network on which everything a test puts up accepts.
 */
export class MemoryMedium implements WifiMedium {
  /** Whether the access point can be heard. */
  audible = true;
  /** Whether its DHCP server answers. */
  leases = true;
  /** What the peer of a new connection does; undefined refuses it. */
  onConnection: ((peer: StreamEnd) => void) | undefined;
  readonly streams: StreamEnd[] = [];
  private readonly kernel: Kernel;
  private lost: ((reason: LinkLoss) => void) | undefined;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  scan(): readonly ScannedAccessPoint[] {
    return [];
  }

  join(request: JoinRequest, done: (outcome: JoinOutcome) => void): Pending {
    return this.later(() => {
      if (!this.audible || request.ssid !== 'home') done({ ok: false, reason: 'no-access-point' });
      else if (request.password !== '12345678') done({ ok: false, reason: 'wrong-password' });
      else done({ ok: true, link: this.link() });
    });
  }

  /** The beacons stop: the link is lost, then the streams over it. */
  loseLink(): void {
    this.audible = false;
    this.lost?.('beacons-lost');
    this.cut();
  }

  private link(): WifiLink {
    return {
      ssid: 'home',
      bssid: '02:00:00:00:00:01',
      channel: 6,
      rssi: -50,
      requestLease: (done) => this.later(() => this.leases && done(lease)),
      network: () => this.network(),
      onLost: (lost) => {
        this.lost = lost;
      },
      leave: () => this.cut(),
    };
  }

  private network(): Network {
    return {
      connect: (remote, done) => this.later(() => this.connect(remote, done)),
      resolve: (name, done) => this.later(() => done(this.resolve(name))),
    };
  }

  private connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): void {
    if (this.onConnection === undefined) {
      done({ ok: false, reason: 'refused' });
      return;
    }
    const local = { address: lease.address, port: 50_000 };
    const [mine, theirs] = StreamEnd.pair(this.kernel, local, remote);
    this.streams.push(mine);
    this.onConnection(theirs);
    done({ ok: true, stream: mine });
  }

  private resolve(name: string): ResolveOutcome {
    if (name === 'nowhere') return { ok: false, reason: 'no-such-name' };
    return { ok: true, address: '10.0.0.9' };
  }

  private cut(): void {
    for (const stream of this.streams.splice(0)) stream.close('aborted');
  }

  private later(action: () => void): Pending {
    return this.kernel.after(0, action);
  }
}

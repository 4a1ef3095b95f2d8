import { millisecond, type Kernel } from '@w800/kernel';
import type {
  AddressLease,
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  JoinOutcome,
  JoinRequest,
  LinkLoss,
  OnAir,
  OwnAccessPoint,
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

const home: ScannedAccessPoint = {
  ssid: 'home',
  bssid: '02:00:00:00:00:01',
  channel: 6,
  rssi: -50,
  security: 3,
  hidden: false,
};

/**
 * One access point, `home` with the password `12345678`, that answers at
 * once, and a network on which everything a test puts up accepts.
 */
export class MemoryMedium implements WifiMedium {
  /** What the access point is called, and what it asks for. */
  ssid = 'home';
  password = '12345678';
  /** Whether the access point can be heard. */
  audible = true;
  /** Whether it turns every station away. */
  refusing = false;
  /** Whether its DHCP server answers. */
  leases = true;
  /** How long an address takes beside the answer of the server: it is checked first. */
  addressMs = 650;
  /** How long each answer takes: of DHCP, of a name server, of a connect. */
  latencyMs = 0;
  /** How long a byte takes on a connection, one way. */
  streamLatencyMs = 0;
  /** What the peer of a new connection does; undefined refuses it. */
  onConnection: ((peer: StreamEnd) => void) | undefined;
  readonly streams: StreamEnd[] = [];
  /** What the peer of a datagram does; undefined lets it vanish. */
  onDatagram:
    | ((bytes: Uint8Array, to: Endpoint, reply: (bytes: Uint8Array) => void) => void)
    | undefined;
  /** How many UDP sockets can still be opened. */
  datagramSocketsLeft = 8;
  /** What else a scan shows besides `home`. */
  readonly others: ScannedAccessPoint[] = [];
  /** What joins asked for, oldest first. */
  readonly requests: JoinRequest[] = [];
  /** The module's own access point, while it is on the air. */
  own: OwnAccessPoint | undefined;
  /** Stations the module has sent away. */
  readonly dropped: string[] = [];
  private readonly kernel: Kernel;
  private lost: ((reason: LinkLoss) => void) | undefined;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  scan(): readonly ScannedAccessPoint[] {
    return this.audible ? [{ ...home, ssid: this.ssid }, ...this.others] : [];
  }

  announce(own: OwnAccessPoint): OnAir {
    this.own = own;
    return {
      drop: (mac) => void this.dropped.push(mac),
      off: () => {
        this.own = undefined;
      },
    };
  }

  join(request: JoinRequest, done: (outcome: JoinOutcome) => void): Pending {
    this.requests.push(request);
    return this.later(() => {
      if (!this.audible || request.ssid !== this.ssid)
        done({ ok: false, reason: 'no-access-point' });
      else if (this.refusing) done({ ok: false, reason: 'refused' });
      else if (request.password !== this.password) done({ ok: false, reason: 'wrong-password' });
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
      ssid: this.ssid,
      bssid: '02:00:00:00:00:01',
      channel: 6,
      rssi: -50,
      requestLease: (done) => this.later(() => this.leases && done(lease), this.addressMs),
      network: () => this.network(),
      onLost: (lost) => {
        this.lost = lost;
      },
      silence: () => {},
      leave: () => this.cut(),
    };
  }

  /** The network behind the access point. */
  network(): Network {
    return {
      connect: (remote, done) => this.later(() => this.connect(remote, done)),
      resolve: (name, done) => this.later(() => done(this.resolve(name))),
      openDatagram: () => this.openDatagram(),
    };
  }

  private connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): void {
    if (this.onConnection === undefined) {
      done({ ok: false, reason: 'refused' });
      return;
    }
    const local = { address: lease.address, port: 50_000 };
    const [mine, theirs] = StreamEnd.pair(
      this.kernel,
      local,
      remote,
      this.streamLatencyMs * millisecond,
    );
    this.streams.push(mine);
    this.onConnection(theirs);
    done({ ok: true, stream: mine });
  }

  private resolve(name: string): ResolveOutcome {
    if (name === 'nowhere') return { ok: false, reason: 'no-such-name' };
    const isDotted = /^\d+(\.\d+){3}$/.test(name);
    return { ok: true, address: isDotted ? name : '10.0.0.9' };
  }

  private openDatagram(): DatagramSocket | undefined {
    if (this.datagramSocketsLeft === 0) return undefined;
    this.datagramSocketsLeft -= 1;
    let receive: ((bytes: Uint8Array, from: Endpoint) => void) | undefined;
    return {
      local: { address: lease.address, port: 50_123 },
      onReceive: (receiver) => {
        receive = receiver;
      },
      send: (to, bytes) => {
        const answer = (reply: Uint8Array): Pending => this.later(() => receive?.(reply, to));
        this.later(() => this.onDatagram?.(bytes, to, answer));
      },
      close: () => {
        this.datagramSocketsLeft += 1;
        receive = undefined;
      },
    };
  }

  private cut(): void {
    for (const stream of this.streams.splice(0)) stream.close('aborted');
  }

  private later(action: () => void, moreMs = 0): Pending {
    return this.kernel.after((this.latencyMs + moreMs) * millisecond, action);
  }
}

import type { Kernel } from '@w800/kernel';
import type {
  AddressLease,
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Network,
  Pending,
  ResolveOutcome,
  SocketOptions,
} from '@w800/ports';
import type { NameSource, NameTable } from '../dns/name-table.ts';
import { isAddress } from './subnet.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';

export interface StationNetworkOptions {
  readonly kernel: Kernel;
  /** Its name servers are looked at anew for each question. */
  readonly lease: AddressLease;
  readonly host: TcpHost;
  /** What the module knows of names, on whatever network it learnt it. */
  readonly names: NameTable;
}

/** The network as a module reaches it from its address. */
export class StationNetwork implements Network {
  private readonly options: StationNetworkOptions;
  private readonly source: NameSource;
  private gone = false;

  constructor(options: StationNetworkOptions) {
    this.options = options;
    const { lease, host } = options;
    const { udp } = host;
    this.source = {
      get servers() {
        return lease.nameServers;
      },
      isPortTaken: (port) => udp.isTaken(port),
      open: (port) => udp.open(port, false),
    };
  }

  connect(
    remote: Endpoint,
    done: (outcome: ConnectOutcome) => void,
    options?: SocketOptions,
  ): Pending {
    if (this.gone) return this.soon(() => done({ ok: false, reason: 'unreachable' }));
    return this.options.host.connect(remote, done, options);
  }

  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending {
    if (isAddress(name)) return this.soon(() => done({ ok: true, address: name }));
    if (this.gone) return this.soon(() => done({ ok: false, reason: 'no-server' }));
    return this.options.names.resolve(name, this.source, done);
  }

  openDatagram(): DatagramSocket | undefined {
    return this.gone ? undefined : this.options.host.openDatagram();
  }

  /** The link below is gone. */
  vanish(): void {
    this.gone = true;
    this.options.names.abandon(this.source);
  }

  private soon(action: () => void): Pending {
    const alarm = this.options.kernel.after(0, action);
    return { cancel: () => alarm.cancel() };
  }
}

import type { Kernel } from '@w800/kernel';
import type {
  AddressLease,
  ConnectOutcome,
  DatagramSocket,
  Endpoint,
  Network,
  Pending,
  ResolveOutcome,
} from '@w800/ports';
import type { Link } from '../link/link.ts';
import { NameLookup } from '../dns/name-lookup.ts';
import { Path } from '../link/path.ts';
import { isAddress } from './subnet.ts';
import type { TcpHost } from '../tcp/tcp-host.ts';
import type { WorldValues } from '../world-values.ts';

export interface StationNetworkOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  readonly lease: AddressLease;
  readonly host: TcpHost;
  /** From the module to the servers' side. */
  readonly links: readonly Link[];
  readonly answer: (server: string, name: string) => { readonly address?: string } | undefined;
}

/** The network as a module reaches it from its address. */
export class StationNetwork implements Network {
  private readonly options: StationNetworkOptions;
  private readonly lookups = new Set<NameLookup>();
  private gone = false;

  constructor(options: StationNetworkOptions) {
    this.options = options;
  }

  connect(remote: Endpoint, done: (outcome: ConnectOutcome) => void): Pending {
    if (this.gone) return this.soon(() => done({ ok: false, reason: 'unreachable' }));
    return this.options.host.connect(remote, done);
  }

  resolve(name: string, done: (outcome: ResolveOutcome) => void): Pending {
    if (isAddress(name)) return this.soon(() => done({ ok: true, address: name }));
    if (this.gone) return this.soon(() => done({ ok: false, reason: 'no-server' }));
    const { kernel, figures, lease, links, answer } = this.options;
    const lookup: NameLookup = new NameLookup({
      kernel,
      figures,
      name: name.toLowerCase(),
      servers: lease.nameServers,
      out: new Path(kernel, links),
      back: new Path(kernel, links.toReversed()),
      answer,
      done: (outcome) => {
        this.lookups.delete(lookup);
        done(outcome);
      },
    });
    this.lookups.add(lookup);
    return lookup;
  }

  openDatagram(): DatagramSocket | undefined {
    return this.gone ? undefined : this.options.host.openDatagram();
  }

  /** The link below is gone. */
  vanish(): void {
    this.gone = true;
    for (const lookup of this.lookups) lookup.finish({ ok: false, reason: 'timeout' });
  }

  private soon(action: () => void): Pending {
    const alarm = this.options.kernel.after(0, action);
    return { cancel: () => alarm.cancel() };
  }
}

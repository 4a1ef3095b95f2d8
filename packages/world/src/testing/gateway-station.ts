import { millisecond, type Kernel } from '@w800/kernel';
import type {
  ByteStream,
  ConnectOutcome,
  DatagramSocket,
  JoinOutcome,
  Network,
  WifiLink,
} from '@w800/ports';
import { World } from '../world.ts';
import { serverAt } from './connected-pair.ts';
import { JoinedStation } from './joined-station.ts';
import { RecordingUser } from './recording-user.ts';

const home = { ssid: 'twin', password: '12345678' };
const mac = '28:6d:cd:00:00:02';

/**
 * A module whose traffic goes to another network: that of a station in a
 * world of its own, with a server. Time stands at 1.5 s.
 */
export class GatewayStation {
  readonly kernel: Kernel;
  /** The world with the gateway. */
  readonly world: World;
  readonly link: WifiLink;
  readonly network: Network;
  /** The server's ends of the connections, in order. */
  readonly servers: RecordingUser[] = [];
  private readonly behind: JoinedStation;

  private constructor(behind: JoinedStation, world: World, link: WifiLink, network: Network) {
    this.kernel = behind.kernel;
    this.behind = behind;
    this.world = world;
    this.link = link;
    this.network = network;
    behind.world.servers.listen(serverAt, (stream) => {
      this.servers.push(new RecordingUser(behind.kernel, stream));
    });
  }

  static async create(address?: string): Promise<GatewayStation> {
    const behind = await JoinedStation.create({ names: { 'broker.example': serverAt.address } });
    const { kernel } = behind;
    const world = new World(kernel, { accessPoints: [home], gateway: behind.network });
    let link: WifiLink | undefined;
    let network: Network | undefined;
    world.medium.join({ ...home, mac }, (outcome: JoinOutcome) => {
      if (!outcome.ok) return;
      ({ link } = outcome);
      const joined = outcome.link;
      joined.requestLease((lease) => {
        network = joined.network(address === undefined ? lease : { ...lease, address });
      });
    });
    await kernel.runFor(900 * millisecond);
    if (link === undefined || network === undefined) throw new Error('the station has not joined');
    return new GatewayStation(behind, world, link, network);
  }

  /** Starts to connect to the server. */
  connect(): { outcome?: ConnectOutcome; at?: number } {
    const result: { outcome?: ConnectOutcome; at?: number } = {};
    this.network.connect(serverAt, (outcome) => {
      result.outcome = outcome;
      result.at = this.kernel.now;
    });
    return result;
  }

  /** A connection with both its ends. */
  async connected(): Promise<{ readonly module: RecordingUser; readonly server: RecordingUser }> {
    const result = this.connect();
    await this.kernel.runFor(100 * millisecond);
    const server = this.servers.at(-1);
    if (result.outcome?.ok !== true || server === undefined) throw new Error('not connected');
    return { module: new RecordingUser(this.kernel, result.outcome.stream), server };
  }

  /** A stream nobody is attached to. */
  async stream(): Promise<ByteStream> {
    const result = this.connect();
    await this.kernel.runFor(100 * millisecond);
    if (result.outcome?.ok !== true) throw new Error('not connected');
    return result.outcome.stream;
  }

  /** A datagram socket of the far network, and where it is. */
  get farSocket(): DatagramSocket | undefined {
    return this.behind.network.openDatagram();
  }
}

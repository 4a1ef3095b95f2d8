import { Kernel, millisecond } from '@w800/kernel';
import type { IConnectPacket } from 'mqtt-packet';
import { Broker } from '../broker.ts';
import type { BrokerOptions } from '../broker-options.ts';
import { PairNetwork } from './stream-pair.ts';
import { WireClient } from './wire-client.ts';

/** A broker on a wire of 1 ms each way, with clients on demand. */
export class Rig {
  readonly kernel: Kernel;
  readonly network: PairNetwork;
  readonly options: BrokerOptions;

  constructor(options: Partial<BrokerOptions> = {}, seed = 7) {
    this.kernel = new Kernel({ seed });
    this.network = new PairNetwork(this.kernel);
    this.options = { host: '192.168.10.234', port: 1883, ...options };
  }

  async broker(): Promise<Broker> {
    return Broker.create(this.kernel, this.network, this.options);
  }

  client(): WireClient {
    return new WireClient(this.kernel, this.network);
  }

  /** A client that was accepted; 10 ms pass. */
  async connected(id = 'W800', more: Partial<IConnectPacket> = {}): Promise<WireClient> {
    const client = this.client();
    client.connect(id, more);
    await this.ms(10);
    return client;
  }

  async ms(count: number): Promise<void> {
    await this.kernel.runFor(count * millisecond);
  }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

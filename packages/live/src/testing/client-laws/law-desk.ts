import { second } from '@w800/kernel';
import type { LawBench } from './law-bench.ts';
import { ModuleClient } from './module-client.ts';
import { Witness } from './witness.ts';

const patience = 20 * second;

/** Where one law is proved: clients with names and topics nobody else has. */
export class LawDesk {
  readonly bench: LawBench;
  private readonly name: string;
  private readonly clients: ModuleClient[] = [];
  private readonly witnesses: Witness[] = [];

  /** @param name unlike that of every other law on this bench */
  constructor(bench: LawBench, name: string) {
    this.bench = bench;
    this.name = name;
  }

  /** A topic of this law's own. */
  topic(levels: string): string {
    return `${this.name}/${levels}`;
  }

  /** A client that is not connected. Of the same name are sessions of the same client. */
  client(name = 'module'): ModuleClient {
    const client = new ModuleClient(this.bench, this.until, `${this.name}-${name}`);
    this.clients.push(client);
    return client;
  }

  /** A witness that has subscribed to this law's topics. */
  async witness(levels = '#', qos: 0 | 1 | 2 = 2): Promise<Witness> {
    const name = `${this.name}-witness-${this.witnesses.length}`;
    const witness = new Witness(this.bench, this.until, name);
    this.witnesses.push(witness);
    await witness.connect(this.bench.open);
    await witness.subscribe(this.topic(levels), qos);
    return witness;
  }

  readonly until = async (claim: string, holds: () => boolean): Promise<void> => {
    const { bench } = this;
    await bench.run(bench.kernel.now + patience, holds);
    if (holds()) return;
    const stories = this.clients.map((client) => client.story());
    throw new Error([`waited in vain until ${claim}`, ...stories].join('\n'));
  };

  async close(): Promise<void> {
    for (const witness of this.witnesses) witness.close();
    for (const client of this.clients) await client.close();
  }
}

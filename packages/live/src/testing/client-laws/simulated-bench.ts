import { Broker } from '@w800/broker';
import { simulatedNetwork } from '../simulated-streams.ts';
import type { LawBench } from './law-bench.ts';

const open = { address: '192.168.10.234', port: 1883 };
const guarded = { address: '192.168.10.235', port: 1883, username: 'W800', password: 'secret' };

/** The embedded brokers on the simulated network, in virtual time. */
export async function simulatedBench(): Promise<LawBench> {
  const { kernel, world, network } = await simulatedNetwork();
  const users = [{ username: guarded.username, password: guarded.password }];
  const brokers = [
    await Broker.create(kernel, world.servers, { host: open.address, port: open.port }),
    await Broker.create(kernel, world.servers, {
      host: guarded.address,
      port: guarded.port,
      users,
    }),
  ];
  return {
    kernel,
    network,
    open,
    guarded,
    enter: (action) => {
      kernel.after(0, action);
    },
    run: (until, stop) => kernel.run(until, stop),
    close: async () => {
      for (const broker of brokers) await broker.close();
    },
  };
}

import { guardGlobals, openBroker, type BrokerEnd } from '@w800/broker';
import { dialects, W800, type Dialect } from '@w800/device';
import { valuesOf, type Kernel } from '@w800/kernel';
import { MemoryNvStore, type Network } from '@w800/ports';
import { SerialLine, uartFigures, type ModuleUart } from '@w800/uart';
import type { World } from '@w800/world';
import type { Bench } from './bench.ts';
import { fillSlots } from './module/fill-slots.ts';
import type { ModuleSlots } from './module/module-slots.ts';
import { brokerOptions } from './world/broker-options.ts';
import { buildCertificates } from './world/build-certificates.ts';
import { buildWorld } from './world/build-world.ts';
import { serverAddresses } from './world/server-addresses.ts';
import { worldDateSeconds } from './world/world-date.ts';
import type { WorldSpec } from './world/world-schema.ts';

/** A bench whose far end of the line can be looked at. */
export interface TwinBench extends Bench {
  readonly uart: ModuleUart;
  /** Sends the stations of every access point away. */
  readonly accessPoints: World['accessPoints'];
}

/** What a twin has to do with beside its world. */
export interface TwinSurroundings {
  /** Where the module's traffic goes instead of the simulated internet. */
  readonly gateway?: Network | undefined;
  /** Told the secrets of every TLS session of the module, a line of an NSS key log each. */
  readonly secrets?: ((line: string) => void) | undefined;
  /** What is put into the module's slots. Default: nothing beside the product's own set. */
  readonly module?: ModuleSlots | undefined;
}

/**
 * Puts a module on a simulated line into a simulated world, switched off.
 * @param dialect the name of one
 */
export async function openTwinBench(
  kernel: Kernel,
  spec: WorldSpec,
  dialect: string,
  { gateway, secrets, module: slots = {} }: TwinSurroundings = {},
): Promise<TwinBench> {
  guardGlobals();
  const addresses = serverAddresses(spec);
  const { made: certificates } = buildCertificates(spec);
  const world = buildWorld(kernel, spec, addresses, gateway);
  const line = new SerialLine(kernel, valuesOf(uartFigures));
  const module = new W800({
    kernel,
    uart: line.module,
    medium: world.medium,
    nvStore: new MemoryNvStore(),
    dialect: dialectNamed(kernel, dialect),
    certificates: fillSlots(slots, certificates),
    ...(secrets === undefined ? {} : { secrets }),
  });
  const brokers: BrokerEnd[] = [];
  const close = async () => {
    line.host.close();
    await Promise.all(brokers.map((broker) => broker.close()));
  };
  try {
    const parts = { kernel, certificates, dateSeconds: worldDateSeconds(spec) };
    for (const described of spec.broker) {
      const { host } = described;
      const options = brokerOptions(described, addresses[host] ?? host, parts);
      brokers.push(await openBroker(kernel, world.servers, options));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kernel,
    serial: line.host,
    uart: line.module,
    readyLine: 'ready',
    link: world.link,
    uplink: world.uplink,
    sites: { kernel, line, module, world, certificates },
    accessPoints: world.accessPoints,
    stations: world.guests,
    brokers: spec.broker.flatMap(({ host, port }, index) => {
      const end = brokers[index];
      return end === undefined ? [] : [{ host, port, end }];
    }),
    heap: module.heap,
    run: (until, stop) => kernel.run(until, stop),
    powerOn: () => module.powerOn(),
    powerOff: () => module.powerOff(),
    close,
  };
}

function dialectNamed(kernel: Kernel, wanted: string): Dialect {
  return dialects.find(({ name }) => name === wanted) ?? kernel.fail(`no dialect ${wanted}`);
}

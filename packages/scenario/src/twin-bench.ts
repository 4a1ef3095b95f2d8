import { guardGlobals, openBroker, type BrokerEnd } from '@w800/broker';
import { dialects, W800, type Dialect } from '@w800/device';
import { millisecond, valuesOf, type Kernel } from '@w800/kernel';
import { MemoryNvStore, type Network } from '@w800/ports';
import { SerialLine, uartFigures, type ModuleUart } from '@w800/uart';
import { World, type AccessPointOptions } from '@w800/world';
import type { Bench } from './bench.ts';
import { withoutUndefined } from './without-undefined.ts';
import { isAddress, securities, type WorldSpec } from './world-schema.ts';

/** A bench whose far end of the line can be looked at. */
export interface TwinBench extends Bench {
  readonly uart: ModuleUart;
  /** Sends the stations of every access point away. */
  readonly accessPoints: World['accessPoints'];
}

/**
 * Puts a module on a simulated line into a simulated world, switched off.
 * @param dialect the name of one
 * @param gateway where the module's traffic goes instead of the simulated internet
 */
export async function openTwinBench(
  kernel: Kernel,
  spec: WorldSpec,
  dialect: string,
  gateway?: Network,
): Promise<TwinBench> {
  guardGlobals();
  const names = serverNames(spec);
  const world = worldOf(kernel, spec, names, gateway);
  const line = new SerialLine(kernel, valuesOf(uartFigures));
  const module = new W800({
    kernel,
    uart: line.module,
    medium: world.medium,
    nvStore: new MemoryNvStore(),
    dialect: dialectNamed(kernel, dialect),
  });
  const brokers: BrokerEnd[] = [];
  const close = async () => {
    line.host.close();
    await Promise.all(brokers.map((broker) => broker.close()));
  };
  try {
    for (const { host, ...rest } of spec.broker) {
      const options = withoutUndefined({ host: names[host] ?? host, ...rest });
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

function worldOf(
  kernel: Kernel,
  spec: WorldSpec,
  names: Record<string, string>,
  gateway: Network | undefined,
): World {
  const accessPoints = spec.wifi.map(({ security, ...rest }): AccessPointOptions => {
    const given = withoutUndefined(rest);
    return security === undefined ? given : { ...given, security: securities[security] };
  });
  const latency = spec.latency === undefined ? {} : { uplinkLatencyMs: spec.latency / millisecond };
  const ntpServers = spec.ntp.map(({ host, time, silent }) =>
    withoutUndefined({ address: names[host] ?? host, timeSeconds: time, silent }),
  );
  const allNames = { ...names, ...spec.names };
  const outside = gateway === undefined ? {} : { gateway };
  return new World(kernel, { accessPoints, names: allNames, ntpServers, ...latency, ...outside });
}

/** Addresses for the servers that are given by name, from a block kept for documentation. */
function serverNames({ broker, ntp, names }: WorldSpec): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { host } of [...broker, ...ntp]) {
    if (isAddress(host) || host in found) continue;
    found[host] = names[host] ?? `203.0.113.${10 + Object.keys(found).length}`;
  }
  return found;
}

import { Broker, guardGlobals } from '@w800/broker';
import { dialects, W800, type Dialect } from '@w800/device';
import { millisecond, valuesOf, type Kernel } from '@w800/kernel';
import { MemoryNvStore } from '@w800/ports';
import { SerialLine, uartFigures } from '@w800/uart';
import { World, type AccessPointOptions } from '@w800/world';
import type { Bench, BenchBroker } from './bench.ts';
import { isAddress, securities, type WorldSpec } from './world-schema.ts';

/**
 * Puts a module on a simulated line into a simulated world, switched off.
 * @param dialect the name of one
 */
export async function openTwinBench(
  kernel: Kernel,
  spec: WorldSpec,
  dialect: string,
): Promise<Bench> {
  guardGlobals();
  const names = serverNames(spec);
  const world = worldOf(kernel, spec, names);
  const line = new SerialLine(kernel, valuesOf(uartFigures));
  const module = new W800({
    kernel,
    uart: line.module,
    medium: world.medium,
    nvStore: new MemoryNvStore(),
    dialect: dialectNamed(kernel, dialect),
  });
  const brokers: Broker[] = [];
  const close = async () => {
    line.host.close();
    await Promise.all(brokers.map((broker) => broker.close()));
  };
  try {
    for (const { host, port, users } of spec.broker) {
      const at = { host: names[host] ?? host, port };
      const options = users === undefined ? at : { ...at, users };
      brokers.push(await Broker.create(kernel, world.servers, options));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kernel,
    serial: line.host,
    readyLine: 'ready',
    link: world.link,
    uplink: world.uplink,
    stations: world.guests,
    brokers: spec.broker.flatMap(({ host, port }, index) => {
      const broker = brokers[index];
      return broker === undefined ? [] : [benchBroker(broker, host, port)];
    }),
    heap: module.heap,
    powerOn: () => module.powerOn(),
    powerOff: () => module.powerOff(),
    close,
  };
}

function dialectNamed(kernel: Kernel, wanted: string): Dialect {
  return dialects.find(({ name }) => name === wanted) ?? kernel.fail(`no dialect ${wanted}`);
}

function worldOf(kernel: Kernel, spec: WorldSpec, names: Record<string, string>): World {
  const accessPoints = spec.wifi.map(({ security, ...rest }): AccessPointOptions => {
    const given = withoutUndefined(rest);
    return security === undefined ? given : { ...given, security: securities[security] };
  });
  const latency = spec.latency === undefined ? {} : { uplinkLatencyMs: spec.latency / millisecond };
  const ntpServers = spec.ntp.map(({ host, time, silent }) =>
    withoutUndefined({ address: names[host] ?? host, timeSeconds: time, silent }),
  );
  const allNames = { ...names, ...spec.names };
  return new World(kernel, { accessPoints, names: allNames, ntpServers, ...latency });
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

function benchBroker(broker: Broker, host: string, port: number): BenchBroker {
  return {
    host,
    port,
    get received() {
      return broker.received;
    },
    clients: () => broker.clients(),
    publish: (message) => broker.publish(message),
    disconnect: (clientId) => broker.disconnect(clientId),
  };
}

/** Leaves out the fields that are undefined, which optional fields may not be. */
function withoutUndefined<Fields extends object>(
  fields: Fields,
): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };
}

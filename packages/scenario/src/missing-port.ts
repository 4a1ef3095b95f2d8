import { portProtocols, type PortProtocol } from './faults/tls/port-protocol.ts';
import type { Problem } from './problem.ts';
import type { ProblemAt } from './read-yaml.ts';
import type { WorldSpec } from './world/world-schema.ts';
import type { YamlTree } from './yaml-tree.ts';

/**
 * Finds a fault of a protocol that no port of its broker speaks. A broker
 * whose name holds a variable is looked at when it runs.
 * @param fault the value of the fault
 */
export function missingPort(
  fault: YamlTree,
  protocol: PortProtocol,
  { broker: brokers }: WorldSpec,
  problemAt: ProblemAt,
): readonly Problem[] {
  const name = fault.children.get('host')?.value ?? brokers[0]?.host;
  const broker = brokers.find(({ host }) => host === name);
  if (broker === undefined) return [];
  const speaking = [broker, ...broker.listeners].filter((one) => one[protocol] !== undefined);
  const ports = speaking.map(({ port }) => port);
  const wanted = fault.children.get('port');
  const title = portProtocols[protocol];
  if (ports.length === 0) {
    const what = `no port of ${broker.host} speaks ${title}`;
    const fix = `Give the broker \`${protocol}: true\`, or one more of its \`listeners\`.`;
    return [problemAt('SCN_WORLD', fault.keyOffset ?? fault.offset, what, fix)];
  }
  if (wanted === undefined || ports.some((port) => port === wanted.value)) return [];
  const what = `port ${String(wanted.value)} of ${broker.host} does not speak ${title}`;
  const fix = `Those that do: ${ports.join(', ')}.`;
  return [problemAt('SCN_WORLD', wanted.offset, what, fix)];
}

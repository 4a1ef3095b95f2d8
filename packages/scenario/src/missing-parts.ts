import { faultIn } from './faults/fault-heads.ts';
import type { LocatedStep } from './loaded-steps.ts';
import { missingPort } from './missing-port.ts';
import { suggest } from './nearest-word.ts';
import type { Problem } from './problem.ts';
import type { ProblemAt } from './read-yaml.ts';
import type { WorldSpec } from './world/world-schema.ts';
import type { YamlTree } from './yaml-tree.ts';

/**
 * Finds what steps and faults are about and the world does not have: a broker,
 * a port that speaks something, or an access point. A name that holds a variable
 * is looked for when it runs.
 */
export function missingParts(
  steps: readonly LocatedStep[],
  world: WorldSpec,
  problemAt: ProblemAt,
): readonly Problem[] {
  const brokers = world.broker.map(({ host }) => host);
  const accessPoints = world.wifi.flatMap(({ ssid, bssid }) => [ssid, ...(bssid ? [bssid] : [])]);

  const named = (tree: YamlTree | undefined, noun: string, known: readonly string[]) => {
    if (typeof tree?.value !== 'string' || tree.value.includes('${')) return [];
    if (known.includes(tree.value)) return [];
    const what = `the world has no ${noun} "${tree.value}"`;
    const fix = known.length === 0 ? `Give the world one.` : suggest(tree.value, known);
    return [problemAt('SCN_WORLD', tree.offset, what, fix)];
  };
  const atBroker = (tree: YamlTree | undefined) => {
    if (tree === undefined) return [];
    if (brokers.length > 0) return named(tree.children.get('host'), 'broker', brokers);
    const fix = 'Give it one, such as `broker: { host: 192.168.10.234 }` below `world`.';
    return [problemAt('SCN_WORLD', tree.keyOffset ?? tree.offset, 'the world has no broker', fix)];
  };
  const ofFault = (mapping: YamlTree | undefined) => {
    const found = faultIn((mapping?.value ?? {}) as Readonly<Record<string, unknown>>);
    if (found === undefined) return [];
    const tree = mapping?.children.get(found.definition.name);
    const { class: group, speaks } = found.definition;
    if (tree !== undefined && speaks !== undefined) {
      return [...atBroker(tree), ...missingPort(tree, speaks, world, problemAt)];
    }
    if (group === 'broker') return atBroker(tree);
    return named(tree?.children.get('accessPoint'), 'access point', accessPoints);
  };
  const ofStep = ({ step, tree, children }: LocatedStep): readonly Problem[] => {
    const own = tree.children.get(step.definition.name);
    const drawn = [...(own?.children.get('of')?.children.values() ?? [])];
    const problems = {
      broker: () => atBroker(own),
      fault: () => ofFault(own),
      faults: () => drawn.flatMap(ofFault),
    }[step.definition.name];
    return [...(problems?.() ?? []), ...children.flatMap(ofStep)];
  };
  return steps.flatMap(ofStep);
}

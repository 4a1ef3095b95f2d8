import { isDeepStrictEqual } from 'node:util';
import { showDuration } from './fields/duration.ts';
import { needs, type Need } from './needs.ts';
import type { ModuleSlots } from './module/module-slots.ts';
import type { Scenario, Step } from './scenario.ts';
import { dialectDefault } from './scenario-dialects.ts';
import type { SkippedStep } from './scenario-result.ts';
import type { WorldSpec } from './world/world-schema.ts';

/** What there is where a scenario is to run. */
export interface Surroundings {
  readonly lacks: ReadonlySet<Need>;
  /** How the module words its answers. */
  readonly dialect: string;
  /** What stands around the module. Absent: whatever a scenario asks for. */
  readonly world?: WorldSpec | undefined;
  /** What is in the module's slots; goes with `world`. */
  readonly module?: ModuleSlots | undefined;
  /** Longer than this no step may last by itself. Absent: as long as it likes. */
  readonly waitMaxNs?: number | undefined;
}

/** How much of a scenario can be run. */
export interface Portability {
  /** Why nothing of it can. */
  readonly reason?: string;
  readonly skipped: ReadonlyMap<Step, SkippedStep>;
}

/** Steps that have to do with the module; the others alone show nothing. */
const essential: ReadonlySet<string> = new Set(['send', 'expect', 'data']);

/**
 * Finds what of a scenario can be run where something lacks. A step that only
 * looks is left out alone. A step that does something is left out with all
 * that follow it, for they may hang on it: a scenario is portable up to there.
 */
export function portabilityOf(scenario: Scenario, surroundings: Surroundings): Portability {
  const skipped = new SkippedSteps(surroundings);
  skipped.read(scenario.steps);
  const reason =
    scenario.twinOnly ??
    strangeDialect(scenario, surroundings) ??
    missingWorld(scenario.world, surroundings.world) ??
    otherModule(scenario, surroundings) ??
    skipped.forbidden ??
    (skipped.essentials === 0 ? skipped.firstReason : undefined);
  return { skipped: skipped.found, ...(reason === undefined ? {} : { reason }) };
}

class SkippedSteps {
  readonly found = new Map<Step, SkippedStep>();
  /** How many steps are left that have to do with the module. */
  essentials = 0;
  /** Why nothing may be run, not even what comes before. */
  forbidden: string | undefined;
  private readonly surroundings: Surroundings;
  private cause: SkippedStep | undefined;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  get firstReason(): string | undefined {
    const [first] = this.found.values();
    return first?.reason;
  }

  read(steps: readonly Step[]): void {
    for (const step of steps) {
      this.readOne(step);
      this.read(step.children);
      // What surrounds the cause is begun; only what comes behind hangs on it.
    }
  }

  private readOne(step: Step): void {
    const { definition, value, site } = step;
    const { line, column } = site;
    const at = { line, column, word: definition.name };
    if (this.cause !== undefined) {
      const reason = `follows the ${this.cause.word} of line ${this.cause.line}`;
      this.found.set(step, { ...at, reason, follows: true });
      return;
    }
    const need = definition.needs(value);
    const lacks = need !== undefined && this.surroundings.lacks.has(need.need);
    const { waitMaxNs = Number.POSITIVE_INFINITY } = this.surroundings;
    const lastsNs = definition.lastsNs(value);
    if (lacks || lastsNs > waitMaxNs) {
      const reason = lacks
        ? `needs ${needs[need.need]}`
        : `lasts ${showDuration(lastsNs)}, longer than ${showDuration(waitMaxNs)}`;
      if (lacks && need.fromTheStart === true) this.forbidden ??= reason;
      const looks = lacks && need.looks === true;
      const skipped = { ...at, reason, follows: false, ...(looks ? {} : { cuts: true as const }) };
      this.found.set(step, skipped);
      if (!looks) this.cause = skipped;
    } else if (essential.has(definition.name)) this.essentials += 1;
  }
}

function strangeDialect({ dialect: own }: Scenario, { dialect }: Surroundings): string | undefined {
  if (own === undefined || own === dialect) return undefined;
  const spoken = dialect === dialectDefault ? '' : `, not ${dialect}`;
  return `is about the dialect ${own}${spoken}`;
}

/** What a scenario wants around the module and is not there; more may be. */
function missingWorld(wanted: WorldSpec, world: WorldSpec | undefined): string | undefined {
  if (world === undefined) return undefined;
  const has = (there: readonly unknown[], one: unknown): boolean =>
    there.some((other) => isDeepStrictEqual(plain(one), plain(other)));
  const network = wanted.wifi.find((one) => !has(world.wifi, one));
  if (network !== undefined) return `needs the network "${network.ssid}" as its world has it`;
  const broker = wanted.broker.find((one) => !has(world.broker, one));
  if (broker !== undefined) {
    return `needs the broker ${broker.host}:${broker.port} as its world has it`;
  }
  const ntp = wanted.ntp.find((one) => !has(world.ntp, one));
  if (ntp !== undefined) return `needs the time server ${ntp.host} as its world has it`;
  const certificate = Object.keys(wanted.certificates).find(
    (key) => !isDeepStrictEqual(plain(wanted.certificates[key]), plain(world.certificates[key])),
  );
  if (certificate !== undefined) return `needs the certificate ${certificate} as its world has it`;
  const name = Object.keys(wanted.names).find((key) => world.names[key] !== wanted.names[key]);
  if (name !== undefined) return `needs the name ${name} as its world has it`;
  if (wanted.latency !== world.latency) return 'needs the latency of its world';
  const part = otherParts.find((key) => !isDeepStrictEqual(plain(wanted[key]), plain(world[key])));
  return part === undefined ? undefined : `needs the \`${part}\` of its world`;
}

/** Certificates matter to whoever speaks TLS, and to nobody else. */
function otherModule(
  { world: wanted, module }: Scenario,
  { world, module: there = {} }: Surroundings,
): string | undefined {
  const { broker } = wanted;
  const isSecured = broker.some(({ tls, listeners }) =>
    [{ tls }, ...listeners].some((port) => port.tls !== undefined),
  );
  if (world === undefined || (!isSecured && Object.keys(module).length === 0)) return undefined;
  if (isDeepStrictEqual(plain(module), plain(there))) return undefined;
  return 'needs the certificates of its `module`';
}

const otherParts = ['links', 'router', 'dns', 'dhcp'] as const;

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

import { instantMax, second, type Duration, type Instant } from '@w800/kernel';
import { WorldError } from '../world-error.ts';

/** Which way something travels: from a module to the servers, or back. */
export type Direction = 'towardsServers' | 'towardsModule';

/**
 * Losses that come in runs, after Gilbert and Elliott: a link is good or bad,
 * and each packet may turn it.
 */
export interface BurstLoss {
  /** How many packets of a million on a good link turn it bad. */
  readonly beginPpm: number;
  /** How many packets of a million on a bad link turn it good; 1,000,000 / the mean length. */
  readonly endPpm: number;
  /** How many packets of a million a bad link loses. Default: all. */
  readonly lossPpm?: number;
}

/** What a link does to what it carries. What is left out is as on a good link. */
export interface LinkConditions {
  /** One way, instead of the link's own. 0 to 60 s. */
  readonly latencyNs?: Duration;
  /** Each packet takes up to this much longer, but none overtakes another. 0 to 4 s. */
  readonly jitterNs?: Duration;
  /** Of a million packets, how many vanish, each on its own. */
  readonly lossPpm?: number;
  readonly burstLoss?: BurstLoss;
  /** At least 100. Packets then wait for one another. */
  readonly bitsPerSecond?: number;
  /**
   * What may wait for the link; a packet that would make it more is dropped.
   * Up to 1,000,000, of use with a rate only.
   */
  readonly queueBytes?: number;
  /** The largest IP packet; a larger one vanishes without a word. 68 (RFC 791) to 65,535. */
  readonly mtuBytes?: number;
  /** Of a million packets, how many arrive twice. */
  readonly duplicatePpm?: number;
  /** Of a million packets, how many are held back so that later ones overtake them. */
  readonly reorderPpm?: number;
  /** Nothing is out before this instant: it waits, in order. */
  readonly heldUntil?: Instant;
}

/** Conditions of both directions, and what one of them has otherwise. */
export interface LinkSettings extends LinkConditions {
  readonly towardsServers?: LinkConditions;
  readonly towardsModule?: LinkConditions;
}

const wholeMillion = 1_000_000;

const ranges: Readonly<Record<keyof Omit<LinkConditions, 'burstLoss'>, [number, number]>> = {
  latencyNs: [0, 60 * second],
  jitterNs: [0, 4 * second],
  lossPpm: [0, wholeMillion],
  bitsPerSecond: [100, 1e12],
  queueBytes: [0, 1_000_000],
  mtuBytes: [68, 65_535],
  duplicatePpm: [0, wholeMillion],
  reorderPpm: [0, wholeMillion],
  heldUntil: [0, instantMax],
};

/** @throws WorldError when a figure is out of its range or no whole number */
export function checkSettings(link: string, settings: LinkSettings): void {
  for (const conditions of [settings, settings.towardsServers, settings.towardsModule]) {
    if (conditions !== undefined) checkConditions(link, conditions);
  }
}

function checkConditions(link: string, conditions: LinkConditions): void {
  for (const [name, [min, max]] of Object.entries(ranges)) {
    check(link, name, conditions[name as keyof typeof ranges], min, max);
  }
  const { burstLoss } = conditions;
  if (burstLoss === undefined) return;
  check(link, 'burstLoss.beginPpm', burstLoss.beginPpm, 0, wholeMillion);
  check(link, 'burstLoss.endPpm', burstLoss.endPpm, 0, wholeMillion);
  check(link, 'burstLoss.lossPpm', burstLoss.lossPpm, 0, wholeMillion);
}

function check(
  link: string,
  name: string,
  value: number | undefined,
  min: number,
  max: number,
): void {
  if (value === undefined || (Number.isInteger(value) && value >= min && value <= max)) return;
  throw new WorldError(
    'WORLD_BAD_LINK',
    `${name} of the link "${link}" cannot be ${value}`,
    `use a whole number from ${min} to ${max}`,
  );
}

import { BrokerError, checkNumber } from './broker-error.ts';
import type { BrokerPacket } from './broker-packet.ts';
import type { BrokerRule, RuleAction, RuleHandle } from './broker-rule.ts';
import { decodePacket } from './decode-packet.ts';
import type { Frame } from './packet-framer.ts';

/** What the book may say of a packet. */
export type Judgement =
  | RuleAction
  | { readonly do: 'refuse'; readonly code: number }
  | { readonly do: 'silence' };

type Rule = Omit<BrokerRule, 'action'> & { readonly action: Judgement };

/** A rule and how far it has got. */
class ActiveRule implements RuleHandle {
  hits = 0;
  private readonly rule: Rule;
  private readonly book: RuleBook;
  private readonly last: number;
  private matches = 0;

  constructor(rule: Rule, book: RuleBook) {
    this.rule = rule;
    this.book = book;
    const { nth = 1, times = 1 } = rule;
    this.last = times === 'always' ? Infinity : nth + times - 1;
  }

  /** What befalls this packet; undefined: it is not meant, or not yet. */
  judge(from: BrokerPacket['from'], frame: Frame, clientId: string): Judgement | undefined {
    if (!this.means(from, frame, clientId)) return undefined;
    this.matches += 1;
    if (this.matches < (this.rule.nth ?? 1)) return undefined;
    this.hits += 1;
    if (this.matches >= this.last) this.cancel();
    return this.rule.action;
  }

  cancel(): void {
    this.book.remove(this);
  }

  private means(from: BrokerPacket['from'], frame: Frame, clientId: string): boolean {
    const { rule } = this;
    if (rule.packet !== 'any' && rule.packet !== frame.name) return false;
    if (rule.from !== undefined && rule.from !== from) return false;
    if (rule.clientId !== undefined && rule.clientId !== clientId) return false;
    if (rule.topic === undefined) return true;
    const { topic, subscriptions = [] } = decodePacket(frame);
    return topic === rule.topic || subscriptions.some((each) => each.topic === rule.topic);
  }
}

const silence = { do: 'silence' } as const;
const countMax = 1_000_000_000;
/** A day. */
const delayMsMax = 86_400_000;

/** The rules in force, in the order they were set. */
export class RuleBook {
  /** Every packet, either way, is swallowed. */
  silent = false;
  private rules: readonly ActiveRule[] = [];

  /** @throws BrokerError for a rule that makes no sense */
  add(rule: BrokerRule): RuleHandle {
    check(rule);
    return this.enter(rule);
  }

  /** @throws BrokerError for a code that is no refusal */
  refuse(code: number, times: number | 'always'): RuleHandle {
    checkNumber('the return code', code, 1, 255);
    if (times !== 'always') checkNumber('times', times, 1, countMax);
    return this.enter({ packet: 'connect', from: 'client', times, action: { do: 'refuse', code } });
  }

  remove(rule: ActiveRule): void {
    this.rules = this.rules.filter((other) => other !== rule);
  }

  clear(): void {
    this.rules = [];
  }

  /** What befalls a packet; undefined: nothing. */
  judge(from: BrokerPacket['from'], frame: Frame, clientId: string): Judgement | undefined {
    if (this.silent) return silence;
    for (const rule of this.rules) {
      const judgement = rule.judge(from, frame, clientId);
      if (judgement !== undefined) return judgement;
    }
    return undefined;
  }

  private enter(rule: Rule): RuleHandle {
    const active = new ActiveRule(rule, this);
    this.rules = [...this.rules, active];
    return active;
  }
}

function check({ nth = 1, times = 1, topic, packet, action }: BrokerRule): void {
  checkNumber('nth', nth, 1, countMax);
  if (times !== 'always') checkNumber('times', times, 1, countMax);
  if (action.do === 'delay' || action.do === 'duplicate') {
    checkNumber('ms', action.ms ?? 0, 0, delayMsMax);
  }
  const hasTopic = ['any', 'publish', 'subscribe', 'unsubscribe'].includes(packet);
  if (topic === undefined || hasTopic) return;
  throw new BrokerError(
    'BROKER_BAD_RULE',
    `a ${packet} has no topic`,
    'leave the topic out, or name publish, subscribe or unsubscribe',
  );
}

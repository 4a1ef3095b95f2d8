import type { BrokerRule } from '@w800/broker';
import { z } from 'zod';
import { packetSenders } from '../../fields/packet-name.ts';
import { times } from '../../fields/times.ts';
import { fill, type Variables } from '../../variables.ts';
import { withoutUndefined } from '../../without-undefined.ts';
import type { ActionFault } from './broker-action.ts';

/** The keys that say which packets a rule is about. */
export const ruleKeys = {
  from: z
    .enum(['client', 'broker'])
    .optional()
    .meta({ description: 'Who sends the packet. Default: either.' }),
  client: z.string().optional().meta({ description: 'Which client id. Default: any.' }),
  topic: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Only a PUBLISH to this topic, a SUBSCRIBE or UNSUBSCRIBE with it.' }),
  nth: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: 'Begins with the n-th such packet from now on. Default 1.' }),
  times,
};

const withTopic: readonly BrokerRule['packet'][] = ['publish', 'subscribe', 'unsubscribe'];

type RuleKeys = z.output<z.ZodObject<typeof ruleKeys>>;

/** The rule that these keys and a packet name say. */
export function ruleOf(
  packet: BrokerRule['packet'],
  { from, client, topic, nth, times: count }: RuleKeys,
  action: BrokerRule['action'],
  variables: Variables,
): BrokerRule {
  const text = (value: string | undefined) =>
    value === undefined ? undefined : fill(value, variables);
  const keys = { from, clientId: text(client), topic: text(topic), nth, times: count };
  return { packet, action, ...withoutUndefined(keys) };
}

/** Tells a rule that no packet could ever meet. */
export function ruleFault(
  packet: BrokerRule['packet'],
  { from, topic }: RuleKeys,
): ActionFault | undefined {
  if (packet === 'any') return undefined;
  const name = packet.toUpperCase();
  if (from !== undefined && !packetSenders[packet].includes(from)) {
    const what = `a ${from} never sends ${name}`;
    return { key: 'from', what, fix: 'Leave `from` out.' };
  }
  if (topic === undefined || withTopic.includes(packet)) return undefined;
  const fix = 'Leave `topic` out, or write `publish`, `subscribe` or `unsubscribe`.';
  return { key: 'topic', what: `${name} has no topic to choose it by`, fix };
}

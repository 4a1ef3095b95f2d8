import { z } from 'zod';
import { expectPackets, skipPackets } from '../../expect-packets.ts';
import { packetPattern } from '../../fields/packet-pattern.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleKeys } from './rule-keys.ts';

export const packets = defineBrokerAction({
  name: 'packets',
  waits: true,
  looks: true,
  shape: {
    packets: z.union([z.literal('skip'), z.array(packetPattern).min(1).max(1000)]).meta({
      description:
        'Waits for these packets, both ways, in this order and no other between. Each broker ' +
        'has a cursor: what was read is behind it. Pings count only where the list names one. ' +
        '`skip` takes what has come so far as read.',
    }),
    others: z
      .enum(['none', 'before', 'allowed'])
      .optional()
      .meta({
        description:
          'Whether other packets may come: `none`, only `before` the first, or `allowed` ' +
          'anywhere. Default none.',
      }),
    from: ruleKeys.from,
    client: ruleKeys.client,
  },
  fault({ packets: wanted, others, from, client }) {
    if (wanted !== 'skip') return undefined;
    const given = Object.entries({ others, from, client }).find(([, value]) => value !== undefined);
    if (given === undefined) return undefined;
    const [key] = given;
    const what = '`packets: skip` skips every packet';
    return { key, what, fix: `Leave \`${key}\` out, or list the packets.` };
  },
  async run({ packets: wanted, others, from, client }, { host, broker, withinNs }) {
    if (wanted === 'skip') {
      skipPackets(host, broker);
      return;
    }
    const clientId = client === undefined ? undefined : fill(client, host.variables);
    await expectPackets(host, broker, { list: wanted, others, from, clientId }, withinNs);
  },
});

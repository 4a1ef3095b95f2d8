import { z } from 'zod';
import { expectReceived } from '../../expect-broker.ts';
import { payloadBytes } from '../../fields/payload.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { messageFields } from './message-fields.ts';

export const received = defineBrokerAction({
  name: 'received',
  waits: true,
  looks: true,
  shape: {
    received: z.strictObject(messageFields).partial().meta({
      description: 'Waits for a message a client published; what is not named is not looked at.',
    }),
  },
  async run({ received: wanted }, { host, broker, withinNs }) {
    const { variables } = host;
    const { topic, payload, qos, retain } = wanted;
    const expected = {
      topic: topic === undefined ? undefined : fill(topic, variables),
      payload: payload === undefined ? undefined : payloadBytes(payload, variables),
      qos,
      retain,
    };
    await expectReceived(host, broker, expected, withinNs);
  },
});

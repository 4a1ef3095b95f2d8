import { z } from 'zod';
import { payloadBytes } from '../../fields/payload.ts';
import { wholeMilliseconds } from '../../fields/whole-milliseconds.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { messageFields } from './message-fields.ts';

const { topic, payload, qos, retain } = messageFields;

export const burst = defineBrokerAction({
  name: 'burst',
  shape: {
    burst: z
      .strictObject({
        topic,
        payload,
        count: z.int().min(1).max(100_000).meta({ description: 'How many messages.' }),
        qos: qos.optional(),
        retain: retain.optional(),
        every: wholeMilliseconds('The time between two. Default: all at once.').optional(),
      })
      .meta({
        description:
          'Publishes many messages and goes on. In the payload, `${n}` is the number of the ' +
          'message, from 1. QoS 0 unless said.',
      }),
  },
  run({ burst: wanted }, { host, broker }) {
    // Here `n` is the number of the message, whatever a variable of that name holds.
    const variables = new Map(host.variables);
    variables.delete('n');
    const { every, count, qos: level = 0, retain: retained = false } = wanted;
    broker.burst({
      topic: fill(wanted.topic, host.variables),
      payload: payloadBytes(wanted.payload, variables),
      qos: level,
      retain: retained,
      count,
      ...(every === undefined ? {} : { everyMs: every }),
    });
  },
});

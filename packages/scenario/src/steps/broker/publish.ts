import { z } from 'zod';
import { payloadBytes } from '../../fields/payload.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { messageFields } from './message-fields.ts';

const { topic, payload, qos, retain } = messageFields;

export const publish = defineBrokerAction({
  name: 'publish',
  shape: {
    publish: z
      .strictObject({ topic, payload, qos: qos.optional(), retain: retain.optional() })
      .meta({ description: 'Publishes a message to whoever has subscribed. QoS 0 unless said.' }),
  },
  run({ publish: message }, { host, broker }) {
    broker.publish({
      topic: fill(message.topic, host.variables),
      payload: payloadBytes(message.payload, host.variables),
      qos: message.qos ?? 0,
      retain: message.retain ?? false,
    });
  },
});

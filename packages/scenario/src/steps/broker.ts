import { z } from 'zod';
import { expectClients, expectReceived } from '../expect-broker.ts';
import { defineStep } from '../define-step.ts';
import { oneOf } from '../fields/one-of.ts';
import { payload, payloadBytes } from '../fields/payload.ts';
import { within } from '../fields/within.ts';
import { fill } from '../variables.ts';

const qos = z.literal([0, 1, 2]).meta({ description: '0, 1 or 2.' });
const topic = z.string().min(1).meta({ description: 'The topic, literally.' });
const retain = z.boolean().meta({ description: 'The retain flag.' });

const received = z
  .strictObject({
    topic: topic.optional(),
    payload: payload.optional(),
    qos: qos.optional(),
    retain: retain.optional(),
  })
  .meta({
    description: 'Waits for a message a client published; what is not named is not looked at.',
  });

const publish = z
  .strictObject({ topic, payload, qos: qos.optional(), retain: retain.optional() })
  .meta({ description: 'Publishes a message to whoever has subscribed. QoS 0 unless said.' });

export const broker = defineStep({
  name: 'broker',
  summary: 'Looks at the broker, or makes it do something.',
  schema: z.strictObject({
    broker: oneOf(
      {
        received,
        publish,
        disconnect: z
          .union([z.literal(true), z.string()])
          .meta({ description: 'Drops the connection of a client id, or with `true` of all.' }),
        clients: z
          .array(z.string())
          .meta({ description: 'Waits until exactly these client ids are connected.' }),
      },
      { host: z.string().meta({ description: 'Which broker. Default: the first of the world.' }) },
      'What to look at or to do.',
    ),
    within,
  }),
  async run(step, host) {
    const text = (value: string) => fill(value, host.variables);
    const { host: name, received: wanted, publish: message, disconnect, clients } = step.broker;
    const target = host.broker(name === undefined ? undefined : text(name));
    const withinNs = step.within ?? host.withinNs;
    if (wanted !== undefined) {
      const bytes =
        wanted.payload === undefined ? undefined : payloadBytes(wanted.payload, host.variables);
      const named = wanted.topic === undefined ? undefined : text(wanted.topic);
      const { qos: wantedQos, retain: retained } = wanted;
      const expected = { topic: named, payload: bytes, qos: wantedQos, retain: retained };
      await expectReceived(host, target, expected, withinNs);
    }
    if (message !== undefined) {
      target.publish({
        topic: text(message.topic),
        payload: payloadBytes(message.payload, host.variables),
        qos: message.qos ?? 0,
        retain: message.retain ?? false,
      });
    }
    if (disconnect !== undefined)
      target.disconnect(disconnect === true ? undefined : text(disconnect));
    if (clients !== undefined) await expectClients(host, target, clients.map(text), withinNs);
  },
});

import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';
import { asQos, qos } from './parameters/qos.ts';
import { topicFilter } from './parameters/topic-filter.ts';

export const mqttsub = defineCommand({
  name: 'AT+MQTTSUB',
  summary: { en: 'Subscribes to a topic', zh: '订阅 MQTT Topic' },
  query({ session }, reply) {
    const { state, subscriptions } = session;
    for (const subscription of subscriptions) {
      reply.line(`+MQTTSUB:0,${state},"${subscription.topic}",${subscription.qos}`);
    }
    reply.ok();
  },
  set: {
    parameters: { linkId, topic: topicFilter, qos },
    example: 'AT+MQTTSUB=0,"topic",1',
    run({ session, dialect }, args, reply) {
      if (!session.live) {
        reply.error();
        return;
      }
      // "Already subscribed" is looked at before "full".
      if (session.subscriptions.has(args.topic)) {
        reply.line('ALREADY SUBSCRIBE');
        reply.ok();
        return;
      }
      if (session.subscriptions.full) {
        reply.line('ALREADY FULL SUBSCRIBE');
        if (dialect.fullSubscribe === 'ok') reply.ok();
        else reply.error();
        return;
      }
      session.subscribe(args.topic, asQos(args.qos), (subscribed) => {
        if (subscribed) reply.ok();
        else reply.error();
      });
    },
  },
});

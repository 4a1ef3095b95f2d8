import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';
import { asQos, qos } from './parameters/qos.ts';
import { topicFilter } from './parameters/topic-filter.ts';

/**
 * A topic that is no UTF-8, and a filter whose wildcards MQTT does not know
 * such as `a#`, is refused as SUBSCRIBE is about to be built: `ERROR`, nothing
 * is sent, the session goes on. The library tests UTF-8 there too (SDK
 * MQTTClient.c, MQTTClient_subscribeMany5); it lets wildcards pass, for which
 * brokers close the connection.
 */
export const mqttsub = defineCommand({
  name: 'AT+MQTTSUB',
  summary: { en: 'Subscribes to a topic', zh: '订阅 MQTT Topic' },
  query({ session }, reply) {
    const { state, listedSubscriptions } = session;
    for (const { topic, qos: requested } of listedSubscriptions) {
      reply.line(`+MQTTSUB:0,${state},"${topic}",${requested}`);
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
      if (session.subscriptions.holds(args.topic)) {
        reply.line('ALREADY SUBSCRIBE');
        reply.ok();
        return;
      }
      if (!session.subscriptions.hasRoomFor(args.topic)) {
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

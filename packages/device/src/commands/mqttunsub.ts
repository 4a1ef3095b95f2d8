import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';
import { topicFilter } from './parameters/topic-filter.ts';

/**
 * The list of the module is asked first. A topic that is no UTF-8, or a filter
 * MQTT does not know, is never in it: `NO UNSUBSCRIBE`, and nothing is sent.
 */
export const mqttunsub = defineCommand({
  name: 'AT+MQTTUNSUB',
  summary: { en: 'Unsubscribes from a topic', zh: '取消订阅 MQTT Topic' },
  set: {
    parameters: { linkId, topic: topicFilter },
    example: 'AT+MQTTUNSUB=0,"topic"',
    run({ session }, { topic }, reply) {
      if (!session.live) {
        reply.error();
        return;
      }
      if (!session.subscriptions.remembers(topic)) {
        reply.line('NO UNSUBSCRIBE');
        reply.ok();
        return;
      }
      session.unsubscribe(topic, (unsubscribed) => {
        if (unsubscribed) reply.ok();
        else reply.error();
      });
    },
  },
});

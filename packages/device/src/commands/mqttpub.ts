import { text, toBytes } from '@w800/at';
import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';
import { publishTopic } from './parameters/publish-topic.ts';
import { asQos, qosOrZero } from './parameters/qos.ts';
import { retain } from './parameters/retain.ts';

/**
 * Wildcards in the topic are refused with the line. A topic that is no UTF-8 is
 * refused as PUBLISH is about to be built, where the library tests it (SDK
 * MQTTClient.c, MQTTClient_publish5): `ERROR`, nothing is sent, the session goes
 * on.
 */
export const mqttpub = defineCommand({
  name: 'AT+MQTTPUB',
  summary: { en: 'Publishes a string', zh: '发布 MQTT 消息（字符串）' },
  set: {
    parameters: {
      linkId,
      topic: publishTopic,
      data: text({ bytesMin: 0, bytesMax: 256, summary: { en: 'message', zh: 'MQTT 消息' } }),
      qos: qosOrZero,
      retain,
    },
    example: 'AT+MQTTPUB=0,"topic","hello",0,0',
    run({ session }, args, reply) {
      if (!session.live) {
        reply.error();
        return;
      }
      const message = {
        topic: args.topic,
        payload: toBytes(args.data),
        qos: asQos(args.qos),
        retain: args.retain === 1,
      };
      session.publisher()(message, (result) => {
        if (result === 'ok') reply.ok();
        else reply.error();
      });
    },
  },
});

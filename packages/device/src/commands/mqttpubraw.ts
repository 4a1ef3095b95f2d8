import { integer } from '@w800/at';
import { defineCommand } from '../module.ts';
import { takeDataMemory } from './parameters/take-data-memory.ts';
import { linkId } from './parameters/link-id.ts';
import { publishTopic } from './parameters/publish-topic.ts';
import { asQos, qosOrZero } from './parameters/qos.ts';
import { retain } from './parameters/retain.ts';

/** A topic that is no UTF-8 is found when all data has come: `+MQTTPUB:FAIL`, nothing is sent. */
export const mqttpubraw = defineCommand({
  name: 'AT+MQTTPUBRAW',
  summary: { en: 'Publishes counted data', zh: '发布长 MQTT 消息' },
  set: {
    parameters: {
      linkId,
      topic: publishTopic,
      length: integer({ min: 1, max: 5760, summary: { en: 'bytes to follow', zh: '消息长度' } }),
      qos: qosOrZero,
      retain,
    },
    example: 'AT+MQTTPUBRAW=0,"topic",5,0,0',
    run({ heap, session }, args, reply) {
      const release = session.live ? takeDataMemory(heap, args.length, reply) : undefined;
      if (release === undefined) {
        reply.error();
        return;
      }
      const publish = session.publisher();
      reply.prompt(args.length, (payload) => {
        const message = {
          topic: args.topic,
          payload,
          qos: asQos(args.qos),
          retain: args.retain === 1,
        };
        publish(message, (result) => {
          release();
          reply.finish(result === 'ok' ? '+MQTTPUB:OK' : '+MQTTPUB:FAIL');
        });
      });
    },
  },
});

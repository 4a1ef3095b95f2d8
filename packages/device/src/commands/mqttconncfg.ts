import { integer, text } from '@w800/at';
import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';

export const mqttconncfg = defineCommand({
  name: 'AT+MQTTCONNCFG',
  summary: { en: 'Sets the MQTT connection attributes', zh: '设置 MQTT 连接属性' },
  query({ session, dialect, departures }, reply) {
    const comma = dialect.configTrailingComma ? ',' : '';
    const { connection } = session.configuration;
    reply.line(
      `+MQTTCONNCFG:0,${connection.keepaliveSeconds},${connection.disableCleanSession},` +
        `"${connection.willTopic}","${connection.willMessage}",` +
        `${connection.willQos},${connection.willRetain}${comma}`,
    );
    departures.note('configTrailingComma');
    reply.ok();
  },
  set: {
    parameters: {
      linkId,
      keepaliveSeconds: integer({
        label: 'keepalive',
        min: 0,
        max: 7200,
        emptyDefault: 0,
        summary: { en: 'keepalive in seconds; 0 becomes 120', zh: '心跳时间（秒），0 改为 120' },
      }),
      disableCleanSession: integer({
        min: 0,
        max: 1,
        summary: { en: '1 keeps the session', zh: '1 禁用清理会话' },
      }),
      willTopic: text({
        label: 'lwt_topic',
        bytesMin: 0,
        bytesMax: 128,
        summary: { en: 'will topic; empty for no will', zh: '遗嘱 topic，为空则无遗嘱' },
      }),
      willMessage: text({
        label: 'lwt_msg',
        bytesMin: 0,
        bytesMax: 128,
        summary: { en: 'will message', zh: '遗嘱消息' },
      }),
      willQos: integer({
        label: 'lwt_qos',
        min: 0,
        max: 2,
        emptyDefault: 0,
        summary: { en: 'will QoS', zh: '遗嘱 QoS' },
      }),
      willRetain: integer({
        label: 'lwt_retain',
        min: 0,
        max: 1,
        emptyDefault: 0,
        summary: { en: 'will retain', zh: '遗嘱 retain' },
      }),
    },
    example: 'AT+MQTTCONNCFG=0,120,0,"","",0,0',
    run({ session }, { linkId: _link, ...connection }, reply) {
      if (!session.configurable) {
        reply.error();
        return;
      }
      session.configuration.setConnection(connection);
      reply.ok();
    },
  },
});

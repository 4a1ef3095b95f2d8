import { integer, text } from '@w800/at';
import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';

/**
 * A client id, user name or will topic that is no UTF-8, a wildcard in the will
 * topic, or an empty client id for a session to be kept is found here, before
 * the name is asked for: `ERROR`, and the peer sees nothing. The library tests
 * UTF-8 there too (SDK MQTTClient.c, MQTTClient_create and MQTTClient_connectAll),
 * of the will topic and of wildcards it tests nothing. The password is any bytes.
 */
export const mqttconn = defineCommand({
  name: 'AT+MQTTCONN',
  summary: { en: 'Connects to an MQTT broker', zh: '连接 MQTT Broker' },
  query({ session, dialect }, reply) {
    const comma = dialect.mqttConnComma ? ',' : '';
    const quote = dialect.mqttPortQuotes ? '"' : '';
    const { user, address } = session.configuration;
    const { host, port, reconnect } = address;
    const { scheme, path } = user;
    reply.line(
      `+MQTTCONN:0,${session.state},${scheme}${comma}"${host}",` +
        `${quote}${port}${quote},"${path}",${reconnect}`,
    );
    reply.ok();
  },
  set: {
    parameters: {
      linkId,
      host: text({
        bytesMin: 1,
        bytesMax: 128,
        summary: { en: 'name or address of the broker', zh: 'MQTT broker 域名' },
      }),
      port: integer({ min: 1, max: 65_535, summary: { en: 'port', zh: '端口' } }),
      reconnect: integer({
        min: 0,
        max: 1,
        summary: { en: '1 comes back after a loss', zh: '1 自动重连' },
      }),
    },
    example: 'AT+MQTTCONN=0,"192.168.10.234",1883,0',
    run({ session, station }, { host, port, reconnect }, reply) {
      if (!session.configurable || station.network === undefined) {
        reply.error();
        return;
      }
      session.connect({ host, port, reconnect }, (connected) => {
        if (connected) reply.ok();
        else reply.error();
      });
    },
  },
});

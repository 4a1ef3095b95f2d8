import { integer, text } from '@w800/at';
import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';

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

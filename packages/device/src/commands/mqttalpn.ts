import { integer, repeated, text } from '@w800/at';
import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';

export const mqttalpn = defineCommand({
  name: 'AT+MQTTALPN',
  summary: { en: 'Sets the ALPN protocols', zh: '设置 MQTT 应用层协议协商（ALPN）' },
  lineBytesMax: 255,
  query({ session }, reply) {
    for (const protocol of session.configuration.protocols) reply.line(`+MQTTALPN:0,"${protocol}"`);
    reply.ok();
  },
  set: {
    parameters: {
      linkId,
      count: integer({
        label: 'alpn_counts',
        min: 0,
        max: 5,
        summary: { en: 'number of protocols; 0 clears', zh: 'ALPN 个数，0 为清除' },
      }),
      protocols: repeated(
        text({
          label: 'alpn',
          bytesMin: 1,
          bytesMax: 255,
          summary: { en: 'protocol', zh: 'ALPN' },
        }),
        { max: 5 },
      ),
    },
    check: ({ count, protocols }) => protocols.length === count,
    example: 'AT+MQTTALPN=0,2,"mqtt-ca.cn","mqtt-ca.us"',
    run({ session }, { protocols }, reply) {
      if (!session.configurable) {
        reply.error();
        return;
      }
      if (session.configuration.setProtocols(protocols)) reply.ok();
      else reply.error();
    },
  },
});

import { integer, text } from '@w800/at';
import { defineCommand } from '../module.ts';
import { linkId } from './parameters/link-id.ts';

export const mqttusercfg = defineCommand({
  name: 'AT+MQTTUSERCFG',
  summary: { en: 'Sets the MQTT user attributes', zh: '设置 MQTT 用户属性' },
  query({ session, dialect, departures }, reply) {
    const comma = dialect.configTrailingComma ? ',' : '';
    const { user } = session.configuration;
    reply.line(
      `+MQTTUSERCFG:0,${user.scheme},"${user.clientId}","${user.username}","${user.password}",` +
        `${user.certificateKeyId},${user.authorityId},"${user.path}"${comma}`,
    );
    departures.note('configTrailingComma');
    reply.ok();
  },
  set: {
    parameters: {
      linkId,
      scheme: integer({
        min: 1,
        max: 10,
        summary: {
          en: '1 TCP, 2 to 5 TLS, 6 WebSocket, 7 to 10 WebSocket over TLS',
          zh: '1 TCP，2 至 5 TLS，6 WebSocket，7 至 10 WebSocket Secure',
        },
      }),
      clientId: text({
        bytesMin: 0,
        bytesMax: 256,
        summary: { en: 'client ID', zh: 'MQTT 客户端 ID' },
      }),
      username: text({ bytesMin: 0, bytesMax: 64, summary: { en: 'user name', zh: '用户名' } }),
      password: text({
        bytesMin: 0,
        bytesMax: 64,
        secret: true,
        summary: { en: 'password', zh: '密码' },
      }),
      certificateKeyId: integer({
        label: 'cert_key_ID',
        min: 0,
        max: 0,
        summary: { en: 'certificate set, always 0', zh: '证书 ID，参数为 0' },
      }),
      authorityId: integer({
        label: 'CA_ID',
        min: 0,
        max: 0,
        summary: { en: 'CA set, always 0', zh: 'CA ID，参数为 0' },
      }),
      path: text({
        bytesMin: 0,
        bytesMax: 32,
        summary: { en: 'WebSocket resource path', zh: '资源路径' },
      }),
    },
    example: 'AT+MQTTUSERCFG=0,1,"W800","WinnerMicro","1234567890",0,0,""',
    run({ session }, { linkId: _link, ...user }, reply) {
      if (session.live || session.lost) {
        reply.error();
        return;
      }
      session.configuration.setUser(user);
      reply.ok();
    },
  },
});

import { defineCommand } from '../module.ts';
import { sessionStates } from '../session/session-state.ts';
import { linkId } from './parameters/link-id.ts';

export const mqttclean = defineCommand({
  name: 'AT+MQTTCLEAN',
  summary: { en: 'Ends the MQTT session and forgets it', zh: '断开 MQTT 连接' },
  set: {
    parameters: { linkId },
    example: 'AT+MQTTCLEAN=0',
    run({ session, dialect }, _args, reply) {
      if (session.state === sessionStates.uninitialised) {
        if (dialect.cleanInState0 === 'ok') reply.ok();
        else reply.error();
        return;
      }
      session.clean();
      reply.ok();
    },
  },
});

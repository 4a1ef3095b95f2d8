import { integer } from '@w800/at';
import { defineCommand } from '../module.ts';

export const sysmsg = defineCommand({
  name: 'AT+SYSMSG',
  requires: { espAtCommands: true },
  summary: { en: 'Chooses prompt messages', zh: '设置系统提示信息' },
  query({ espAt }, reply) {
    reply.line(`+SYSMSG:${espAt.messageBits}`);
    reply.ok();
  },
  set: {
    parameters: {
      state: integer({
        min: 0,
        max: 7,
        summary: {
          en: 'bit 0 +QUITT, bit 1 detailed connections, bit 2 messages in passthrough',
          zh: 'bit 0 +QUITT，bit 1 详细连接信息，bit 2 透传时的提示',
        },
      }),
    },
    example: 'AT+SYSMSG=2',
    run({ espAt }, { state }, reply) {
      espAt.messageBits = state;
      reply.ok();
    },
  },
});

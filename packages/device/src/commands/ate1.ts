import { defineCommand } from '../module.ts';

export const ate1 = defineCommand({
  name: 'ATE1',
  summary: { en: 'Turns the echo on, until the next start', zh: '开启回显' },
  requires: { extensions: true },
  usage: false,
  execute(module, reply) {
    module.setEcho(true);
    reply.ok();
  },
});

import { defineCommand } from '../module.ts';

export const ate0 = defineCommand({
  name: 'ATE0',
  summary: { en: 'Turns the echo off', zh: '关闭回显' },
  requires: { extensions: true },
  usage: false,
  execute(module, reply) {
    module.setEcho(false);
    reply.ok();
  },
});

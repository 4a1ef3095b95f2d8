import { defineCommand } from '../module.ts';

export const at = defineCommand({
  name: 'AT',
  summary: { en: 'Tests that the module answers', zh: '测试模块是否应答' },
  usage: false,
  execute(_module, reply) {
    reply.ok();
  },
});

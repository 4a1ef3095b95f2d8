import { defineCommand } from '../module.ts';

/** Registered and not described; two numbers are in the image, their meaning is ESP-AT's. */
export const sysram = defineCommand({
  name: 'AT+SYSRAM',
  summary: { en: 'Shows the free heap and the least there ever was', zh: '查询剩余堆内存' },
  usage: false,
  query(module, reply) {
    const { freeBytes, lowWaterBytes } = module.heap;
    reply.line(`+SYSRAM:${freeBytes},${lowWaterBytes}`);
    reply.ok();
  },
});

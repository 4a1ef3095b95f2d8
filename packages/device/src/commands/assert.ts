import { defineCommand } from '../module.ts';

/**
 * Registered in the SDK's headers and described nowhere. Assumed: the firmware
 * asserts something false in the AT task, so the module restarts at once. Its
 * report goes to the log port; this port shows no final code, only `ready`.
 */
export const assert = defineCommand({
  name: 'AT+ASSERT',
  summary: { en: 'Makes the firmware fail, and so restart', zh: '触发断言并重启' },
  usage: false,
  execute(module) {
    module.crash();
  },
});

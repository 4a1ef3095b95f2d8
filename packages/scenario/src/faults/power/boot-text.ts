import { z } from 'zod';
import { defineFault } from '../define-fault.ts';

const latin1 = /^[\u0000-\u00ff]*$/;

/** The lines of SDK wm_system.c for the log port, with the values of a start by the supply. */
const banner = '\r\nver: 2.2-beta.2\r\nboot reason 0\r\nheap size 251(KB)\r\n';

export const bootText = defineFault({
  name: 'boot-text',
  class: 'power',
  summary:
    'Every start prints text on the AT port before `ready`, as where the host hangs on the log ' +
    'port, or a build logs to the AT port. `log` stands for the lines of the firmware.',
  reaction: 'The text comes first, then `ready`; a host that takes every line for an answer errs.',
  basis: { provenance: 'assumed', source: 'The loader talks on UART0 alone; a build may differ.' },
  schema: z
    .string()
    .min(1)
    .max(1_000)
    .regex(latin1, 'Write characters up to \\u00ff: each is a byte.'),
  example: 'log',
  lasts: true,
  apply({ module }, text) {
    module.bootConditions.text = text === 'log' ? banner : text;
    return () => {
      module.bootConditions.text = '';
    };
  },
});

import { figure } from '@w800/kernel';

/** What the operating system takes for what the firmware asks it for; headers come on top. */
export const osHeapFigures = {
  taskControlBytes: figure(
    104,
    'bytes',
    'assumed',
    'counted from the fields of FreeRTOS tasks.c; a block beside the stack',
  ),
  lockBytes: figure(
    80,
    'bytes',
    'derived',
    'a mutex or semaphore is a FreeRTOS queue without messages: 104 with its header',
  ),
};

import { figure } from '@w800/kernel';

const nodes = 'with four nodes of 16, as every ring of SDK wm_drv_uart';

/**
 * What the firmware holds from boot on, but for Wi-Fi. The first part is there
 * when the boot prints the size of the heap; the logs leave 7 to 8 KB for it.
 */
export const bootHeapFigures = {
  mainTaskStackBytes: figure(
    4_096,
    'bytes',
    'documented',
    'SDK wm_task_config.h; freed when main returns',
  ),
  logReceiveRingBytes: figure(576, 'bytes', 'derived', `SDK wm_system.c: 512 on UART0, ${nodes}`),
  logTransmitRingBytes: figure(
    1_088,
    'bytes',
    'derived',
    `SDK wm_system.c: 1,024 on UART0, ${nodes}`,
  ),
  systemLocks: figure(
    10,
    '1',
    'assumed',
    'five of UART0, as the AT port has; flash, NVS, heap and clock in what the logs leave over',
  ),
  nvsControlBytes: figure(144, 'bytes', 'documented', 'NVS document'),
  nvsSectors: figure(8, '1', 'documented', 'SDK partition table: 32 KiB'),
  nvsSectorBytes: figure(42, 'bytes', 'documented', 'NVS document'),
  nvsGroups: figure(1, '1', 'assumed', 'the AT firmware keeps its keys in one'),
  nvsGroupBytes: figure(56, 'bytes', 'documented', 'NVS document'),
  nvsHandles: figure(1, '1', 'assumed', 'opened once and kept open'),
  nvsHandleBytes: figure(48, 'bytes', 'documented', 'NVS document'),
  nvsItems: figure(5, '1', 'measured', 'the keys in the 2.2 AT image; two of them hold it all'),
  nvsItemBytes: figure(4, 'bytes', 'documented', 'NVS document'),

  atRingBytes: figure(1_088, 'bytes', 'derived', `SDK wm_atcmd_init.c: 1,024 on UART1, ${nodes}`),
  atPortLocks: figure(5, '1', 'derived', 'SDK wm_drv_uart: three mutexes, two semaphores'),
  atPortContextBytes: figure(272, 'bytes', 'derived', 'driver and AT port, about 300 with header'),
  atReceiveTaskStackBytes: figure(
    8_192,
    'bytes',
    'assumed',
    'both AT tasks use WM_TASK_ATCMD_STACK',
  ),
  atProcessTaskStackBytes: figure(8_192, 'bytes', 'documented', 'SDK wm_task_config.h'),
  atControlBytes: figure(676, 'bytes', 'derived', 'SDK wm_atcmd.h: about 700 with its header'),
  atModules: figure(4, '1', 'assumed', 'system, Wi-Fi, TCP/IP and MQTT have a context each'),
  atModuleBytes: figure(
    376,
    'bytes',
    'assumed',
    '1 to 3 KB for all of them; 1,600 bring AT as a whole to 19 KB',
  ),
  eventTaskStackBytes: figure(2_048, 'bytes', 'documented', 'SDK wm_task_config.h'),
  eventQueueBytes: figure(
    592,
    'bytes',
    'derived',
    'SDK wm_event Kconfig: 32 messages, of 16 bytes (assumed), behind the 80 of a queue',
  ),
  tcpipTaskStackBytes: figure(4_096, 'bytes', 'documented', 'SDK wm_task_config.h'),
  tcpipMailboxBytes: figure(
    208,
    'bytes',
    'derived',
    'lwIP 2.1.3 options of the SDK: 32 messages of 4 bytes behind the 80 of a queue',
  ),
};

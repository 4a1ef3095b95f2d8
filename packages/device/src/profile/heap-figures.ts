import { figure } from '@w800/kernel';

/** The two regions `malloc` serves, and how it cuts them. */
export const heapFigures = {
  headerBytes: figure(
    24,
    'bytes',
    'documented',
    'SDK wm_heap.h, tracing on; same in the 2.2 image',
  ),
  alignmentBytes: figure(8, 'bytes', 'documented', 'SDK wm_heap.c'),
  sramBase: figure(0x20008d0c, 'address', 'measured', 'end of .bss in the 2.2 AT image'),
  sramBytes: figure(
    127_704,
    'bytes',
    'derived',
    '0x20028000 - 0x20008D0C, less alignment and marker',
  ),
  dramBase: figure(0x20028000, 'address', 'documented', 'SDK chip_layout.ld.h'),
  dramBytes: figure(
    131_040,
    'bytes',
    'derived',
    '131,072 - 4 (reboot word), less alignment and marker',
  ),
};

/**
 * What the firmware holds on the heap from boot on, in the order it is taken.
 * A task is a stack and a control block of 104 bytes.
 */
export const bootHeapFigures = {
  systemBytes: figure(
    3_400,
    'bytes',
    'assumed',
    'UART0 rings, mutexes, NVS: what the boot logs leave over',
  ),
  mainTaskStackBytes: figure(
    4_096,
    'bytes',
    'documented',
    'SDK wm_task_config.h; freed when main returns',
  ),
  taskControlBytes: figure(104, 'bytes', 'assumed', 'counted from the fields of FreeRTOS tasks.c'),
  atUartRingBytes: figure(1_088, 'bytes', 'derived', '1,024-byte ring and four nodes of 16'),
  atUartContextBytes: figure(740, 'bytes', 'derived', 'three mutexes, two semaphores, contexts'),
  atReceiveTaskStackBytes: figure(
    8_192,
    'bytes',
    'assumed',
    'both AT tasks use WM_TASK_ATCMD_STACK',
  ),
  atProcessTaskStackBytes: figure(8_192, 'bytes', 'documented', 'SDK wm_task_config.h'),
  atContextBytes: figure(
    2_600,
    'bytes',
    'assumed',
    'control struct about 700, module contexts 1 to 3 KB',
  ),
  wifiTaskStackBytes: figure(3_072, 'bytes', 'documented', 'SDK wm_task_config.h'),
  supplicantTaskStackBytes: figure(6_144, 'bytes', 'documented', 'SDK wm_task_config.h'),
  tcpipTaskStackBytes: figure(4_096, 'bytes', 'documented', 'SDK wm_task_config.h'),
  eventTaskStackBytes: figure(2_048, 'bytes', 'documented', 'SDK wm_task_config.h'),
  wifiDriverBytes: figure(
    65_000,
    'bytes',
    'derived',
    '83,000 of the boot logs less the task stacks',
  ),
};

/** What the network and MQTT code takes and gives back while it runs. */
export const runtimeHeapFigures = {
  socketBytes: figure(432, 'bytes', 'derived', 'idle TCP socket 456 with its header'),
  datagramSocketBytes: figure(288, 'bytes', 'derived', 'idle UDP socket 312 with its header'),
  packetHeaderBytes: figure(70, 'bytes', 'derived', 'pbuf 16 and 54 of headers before the data'),
  mqttTaskStackBytes: figure(8_192, 'bytes', 'documented', 'SDK wm_task_config.h; never deleted'),
  reconnectTaskStackBytes: figure(8_192, 'bytes', 'assumed', 'the task uses the MQTT stack size'),
};

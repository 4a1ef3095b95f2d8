import { figure } from '@w800/kernel';

/**
 * What Wi-Fi holds. The logs tell one number: 82,976 bytes less than at the
 * boot print with a station that has joined, lwIP and the event task included.
 * They are of examples with a network manager, whose 2,200 bytes the AT
 * firmware saves, and without BLE, IPv6 and NAPT, which it has: 15,000 bytes
 * more or less are possible. What the known parts leave is driver and station.
 */
export const wifiHeapFigures = {
  driverTaskStackBytes: figure(3_072, 'bytes', 'documented', 'SDK wm_task_config.h'),
  supplicantTaskStackBytes: figure(6_144, 'bytes', 'documented', 'SDK wm_task_config.h'),
  buffers: figure(10, '1', 'documented', 'SDK wm_wifi Kconfig: 7 to send, 3 to receive'),
  bufferBytes: figure(1_700, 'bytes', 'assumed', 'a frame and its descriptor'),
  driverBlocks: figure(20, '1', 'assumed', 'the library of the driver is closed'),
  driverBlockBytes: figure(
    1_992,
    'bytes',
    'derived',
    'a twentieth of the 40,272 with headers that tasks, lwIP, buffers and station leave',
  ),
  stationBlocks: figure(8, '1', 'assumed', 'how the part of the station is cut nobody says'),
  stationBlockBytes: figure(
    1_000,
    'bytes',
    'assumed',
    'a tenth of the number in the logs: network, scan results, keys, what EAPOL is at',
  ),
  softApBlocks: figure(12, '1', 'assumed', 'how the part of the softAP is cut nobody says'),
  softApBlockBytes: figure(
    1_000,
    'bytes',
    'assumed',
    'the log of a softAP tells 108,432 with a shell and an application: 25,000 more at most',
  ),
  softApGuestBytes: figure(
    400,
    'bytes',
    'assumed',
    'what the supplicant keeps of a station that has joined: keys and state',
  ),
};

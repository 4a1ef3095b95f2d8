import { brokerFaults } from './broker/broker-faults.ts';
import type { AnyFaultDefinition } from './define-fault.ts';
import { ipFaults } from './ip/ip-faults.ts';
import { memoryFaults } from './memory/memory-faults.ts';
import { powerFaults } from './power/power-faults.ts';
import { timeFaults } from './time/time-faults.ts';
import { tlsFaults } from './tls/tls-faults.ts';
import { uartFaults } from './uart/uart-faults.ts';
import { wifiFaults } from './wifi/wifi-faults.ts';

/** Every fault there is. A new one is a file and a line in the list of its class. */
export const faultList: readonly AnyFaultDefinition[] = [
  ...uartFaults,
  ...powerFaults,
  ...wifiFaults,
  ...ipFaults,
  ...timeFaults,
  ...tlsFaults,
  ...brokerFaults,
  ...memoryFaults,
];

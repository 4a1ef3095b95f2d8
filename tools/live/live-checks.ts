import { enduranceCheck } from './checks/endurance.ts';
import { lineRateCheck } from './checks/line-rate.ts';
import { nodeSerialportCheck } from './checks/node-serialport.ts';
import { picocomCheck } from './checks/picocom.ts';
import { pyserialChecks } from './checks/pyserial.ts';
import { portableScenariosCheck } from './checks/portable-scenarios.ts';
import { realBrokerCheck } from './checks/real-broker.ts';
import { recordedRunCheck } from './checks/recorded-run.ts';
import { socatChecks } from './checks/socat.ts';
import { tlsOutcomesCheck } from './checks/tls-outcomes.ts';
import { tlsSchemesCheck } from './checks/tls-schemes.ts';
import { unreadFloodCheck } from './checks/unread-flood.ts';
import { unreadOutputCheck } from './checks/unread-output.ts';
import type { LiveCheck } from './live-check.ts';

/** Every check, the longest first. */
export const liveChecks: readonly LiveCheck[] = [
  portableScenariosCheck,
  lineRateCheck,
  tlsOutcomesCheck,
  tlsSchemesCheck,
  enduranceCheck,
  realBrokerCheck,
  recordedRunCheck,
  unreadFloodCheck,
  unreadOutputCheck,
  ...pyserialChecks,
  ...socatChecks,
  picocomCheck,
  nodeSerialportCheck,
];

import { defineTraceKind } from '@w800/kernel';

/** What the module's driver calls a setback that no 802.11 reason code tells of. */
export const driverReasons = {
  'no-access-point': 200,
  'wrong-password': 201,
  refused: 202,
  'beacons-lost': 203,
} as const;

export const stationSetback = defineTraceKind<{
  readonly ssid: string;
  /** 802.11 reason code below 200, else as the driver numbers its own. */
  readonly code: number;
}>('wifi.setback', 'The station of the module has lost its access point or not got in');

export const stationState = defineTraceKind<{
  /** As `AT+CWSTATE?` numbers it. */
  readonly state: number;
  readonly ssid: string;
}>('wifi.state', 'The station of the module changed its state');

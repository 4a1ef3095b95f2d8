import { defineTraceKind } from '@w800/kernel';

export const stationState = defineTraceKind<{
  /** As `AT+CWSTATE?` numbers it. */
  readonly state: number;
  readonly ssid: string;
}>('wifi.state', 'The station of the module changed its state');

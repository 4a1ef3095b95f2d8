import { defineTraceKind } from '@w800/kernel';

/** As `AT+MQTTCONN?` numbers them. */
export const sessionStates = {
  uninitialised: 0,
  userSet: 1,
  connectionSet: 2,
  disconnected: 3,
  connected: 4,
  nothingSubscribed: 5,
  subscribed: 6,
} as const;

export type SessionState = (typeof sessionStates)[keyof typeof sessionStates];

export const sessionState = defineTraceKind<{ readonly state: number }>(
  'session.state',
  'The MQTT session of the module changed its state',
);

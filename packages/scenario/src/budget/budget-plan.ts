import type { ModuleSlots } from '../module/module-slots.ts';
import type { ChainLink } from './server-chain.ts';

/** What a module is to do, as far as memory is concerned. */
export interface BudgetPlan {
  /** 1 to 10, as of AT+MQTTUSERCFG. */
  readonly scheme: number;
  /** What is in the module's slots; what is absent is the product's own test set. */
  readonly module: ModuleSlots;
  /** What the server sends, its own certificate first. Of no meaning without TLS. */
  readonly serverChain: readonly ChainLink[];
  /** How many topics are subscribed to, 0 to 10. */
  readonly topics: number;
  /** Of a message, both ways. */
  readonly payloadBytes: number;
  readonly qos: 0 | 1 | 2;
  readonly reconnect: 0 | 1;
  /** By AT+MQTTPUBRAW, or by AT+MQTTPUB. */
  readonly publish: 'raw' | 'plain';
}

/** The most topics there can be. */
export const topicsMax = 10;

/** The most that AT+MQTTPUBRAW takes. */
export const rawBytesMax = 5760;

/** The most that fits between the quotes of AT+MQTTPUB in a line of 256 bytes. */
export const plainBytesMax: number = 256 - plainLine('', 0).length;

/** The topic that is published to and, where there is one, subscribed to. */
export function topicAt(index: number): string {
  return `budget/${index}`;
}

/** The line that publishes a payload by itself. */
export function plainLine(payload: string, qos: number): string {
  return `AT+MQTTPUB=0,"${topicAt(0)}","${payload}",${qos},0`;
}

/** Schemes of TLS in which the module checks the server's certificate. */
export function verifies(scheme: number): boolean {
  return [3, 5, 8, 10].includes(scheme);
}

/** Schemes with TLS. */
export function isSecure(scheme: number): boolean {
  return scheme !== 1 && scheme !== 6;
}

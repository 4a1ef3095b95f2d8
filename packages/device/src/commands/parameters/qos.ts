import { integer } from '@w800/at';

/** QoS whose empty field means 0. */
export const qosOrZero = integer({
  min: 0,
  max: 2,
  emptyDefault: 0,
  summary: { en: 'QoS; empty for 0', zh: 'QoS，默认值 0' },
});

/** QoS that must be given. */
export const qos = integer({ min: 0, max: 2, summary: { en: 'QoS', zh: 'QoS' } });

/** Narrows what the parameter's range already guarantees. */
export function asQos(value: number): 0 | 1 | 2 {
  return value === 0 ? 0 : value === 1 ? 1 : 2;
}

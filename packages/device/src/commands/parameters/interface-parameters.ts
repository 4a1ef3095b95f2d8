import { optional } from '@w800/at';
import { ipv4Address } from './ipv4-address.ts';

/** Address, gateway and netmask of an interface, the last two together or not at all. */
export const interfaceParameters = () => ({
  ip: ipv4Address('ip', { en: 'IPv4 address', zh: 'IPv4 地址' }),
  gateway: optional(ipv4Address('gateway', { en: 'gateway', zh: '网关' })),
  netmask: optional(ipv4Address('netmask', { en: 'netmask', zh: '子网掩码' })),
});

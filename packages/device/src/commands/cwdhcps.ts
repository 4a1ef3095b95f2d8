import { integer, optional } from '@w800/at';
import { dhcpPoolSetting, type DhcpPool } from '../softap/soft-ap-settings.ts';
import { defineWifiCommand } from '../station/define-wifi-command.ts';
import { isInNetwork } from '../station/interface-address.ts';
import { ipv4Number } from '../station/ipv4.ts';
import type { Wifi } from '../station/wifi.ts';
import { ipv4Address } from './parameters/ipv4-address.ts';

export const cwdhcps = defineWifiCommand({
  name: 'AT+CWDHCPS',
  needs: 'softAp',
  summary: { en: 'Sets what the DHCP server gives out', zh: '设置 DHCP 服务器的地址池' },
  query({ wifi, dialect, departures }, reply) {
    if (!wifi.servesDhcp) {
      reply.error();
      return;
    }
    const { leaseMinutes, first, last } = wifi.dhcpPool;
    const quote = dialect.dhcpsQuotes ? '"' : '';
    // The documents print an equals sign here.
    reply.line(`+CWDHCPS=${leaseMinutes},${quote}${first}${quote},${quote}${last}${quote}`);
    departures.note('dhcpsQuotes');
    reply.ok();
  },
  set: {
    parameters: {
      enable: integer({
        min: 0,
        max: 1,
        summary: {
          en: '0 restores the defaults, 1 takes the rest',
          zh: '0 恢复默认，1 使用后续参数',
        },
      }),
      leaseMinutes: optional(
        integer({ label: 'lease', min: 1, max: 2880, summary: { en: 'minutes', zh: '分钟' } }),
      ),
      first: optional(ipv4Address('begin', { en: 'first address', zh: '起始地址' })),
      last: optional(ipv4Address('end', { en: 'last address', zh: '结束地址' })),
    },
    example: 'AT+CWDHCPS=1,120,"192.168.10.10","192.168.10.20"',
    check: (args) => (args.enable === 0 ? isBare(args) : poolOf(args) !== undefined),
    run({ wifi, settings }, args, reply) {
      const pool = poolOf(args);
      if (!wifi.servesDhcp || (pool !== undefined && !fits(wifi, pool))) {
        reply.error();
        return;
      }
      settings.write(dhcpPoolSetting, pool);
      reply.ok();
    },
  },
});

type Typed = { readonly [Name in keyof DhcpPool]: DhcpPool[Name] | undefined };

function isBare({ leaseMinutes, first, last }: Typed): boolean {
  return leaseMinutes === undefined && first === undefined && last === undefined;
}

/** The three together, in order; undefined when they make no pool. */
function poolOf({ leaseMinutes, first, last }: Typed): DhcpPool | undefined {
  if (leaseMinutes === undefined || first === undefined || last === undefined) return undefined;
  const isOrdered = (ipv4Number(first) ?? 0) <= (ipv4Number(last) ?? 0);
  return isOrdered ? { leaseMinutes, first, last } : undefined;
}

function fits({ softApAddress }: Wifi, { first, last }: DhcpPool): boolean {
  return isInNetwork(softApAddress, first) && isInNetwork(softApAddress, last);
}

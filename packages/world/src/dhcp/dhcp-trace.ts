import { defineTraceKind } from '@w800/kernel';
import type { DhcpMessageType } from './dhcp-packet.ts';

export const dhcpMessage = defineTraceKind<{ type: DhcpMessageType; mac: string; address: string }>(
  'dhcp.message',
  'A DHCP message left its sender.',
);

export const arpMessage = defineTraceKind<{
  type: 'request' | 'reply';
  /** The station that wants to know. */
  mac: string;
  /** Whose hardware address is asked for. */
  address: string;
}>('arp.message', 'A station asks whether an address is in use, or is told that it is.');

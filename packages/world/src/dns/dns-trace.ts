import { defineTraceKind } from '@w800/kernel';

export const dnsQuery = defineTraceKind<{ name: string; server: string }>(
  'dns.query',
  'The module asks a name server.',
);

export const dnsAnswer = defineTraceKind<{
  name: string;
  server: string;
  address: string | undefined;
}>(
  'dns.answer',
  'An answer of a name server has reached the module and counts; without address: none.',
);

export type { AccessPointOptions } from './access-point.ts';
export { airJoin, airLeave } from './air.ts';
export { dhcpMessage, type DhcpMessageType } from './dhcp-server.ts';
export { worldFigures } from './figures.ts';
export { linkState } from './link.ts';
export { dnsAnswer, dnsQuery } from './name-lookup.ts';
export { tcpLost, tcpSegment, type SegmentRecord } from './segment.ts';
export { World, type WorldOptions } from './world.ts';
export { WorldError, type WorldErrorCode } from './world-error.ts';

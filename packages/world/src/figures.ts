import { airFigures } from './wifi/air-figures.ts';
import { dhcpFigures } from './dhcp/dhcp-figures.ts';
import { dnsFigures } from './dns/dns-figures.ts';
import { linkFigures } from './link/link-figures.ts';
import { lwipFigures } from './tcp/lwip-figures.ts';
import { ntpFigures } from './ntp/ntp-figures.ts';
import { serverTcpFigures } from './tcp/server-tcp-figures.ts';

/** Constants of the surroundings and of the two TCP stacks that meet in them. */
export const worldFigures = {
  ...linkFigures,
  ...airFigures,
  ...dhcpFigures,
  ...dnsFigures,
  ...ntpFigures,
  ...lwipFigures,
  ...serverTcpFigures,
} as const;

import { figure, millisecond } from '@w800/kernel';

/** The links of the surroundings. */
export const linkFigures = {
  radioLatencyNs: figure(
    2 * millisecond,
    'ns',
    'assumed',
    'One way over the air: a frame, its acknowledgement and a short wait for the medium.',
  ),
  uplinkLatencyNs: figure(
    1 * millisecond,
    'ns',
    'assumed',
    'One way from the access point to a server in the same building.',
  ),
} as const;

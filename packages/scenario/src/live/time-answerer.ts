import type { DatagramAnswerer } from '@w800/live';
import { ntpPort, ntpReply } from '@w800/world';
import { machineTime } from './machine-time.ts';

/** Answers requests for the time of day from the machine's clock, whomever they are for. */
export const timeAnswerer: DatagramAnswerer = {
  answers: ({ port }) => port === ntpPort,
  reply: (request) => ntpReply(request, machineTime()),
};

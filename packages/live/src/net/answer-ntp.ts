import { ntpPort, ntpReply } from '@w800/world';
import type { AnswerDatagram } from '../host-datagram.ts';
import { machineTime } from '../machine-time.ts';

/** Answers requests for the time of day from the machine's clock, whomever they are for. */
export const answerNtp: AnswerDatagram = ({ port }, request, reply) => {
  if (port !== ntpPort) return false;
  // Inside an event the machine's clock is not to be read.
  void Promise.resolve().then(() => {
    const answer = ntpReply(request, machineTime());
    if (answer !== undefined) reply(answer);
  });
  return true;
};

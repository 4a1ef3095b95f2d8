import { second, type Duration } from '@w800/kernel';
import { commandOf, type CommandAnswer } from './command-watch.ts';

/** What the line itself takes. */
const slackNs = second;

/** What the AT documents promise every command but those below. */
const usualNs = 10 * second;

/** Names are resolved first: two servers, seven seconds each, one of them not quite awake. */
const lookupNs = 15 * second;

/** CONNACK is due by then, the time of a TLS handshake not counted. */
const connectNs = 30 * second;

/** Ten seconds for each message of the server's handshake, which has no limit as a whole. */
const handshakeNs = 10 * 10 * second;

/** A scan of every channel at the longest dwell. */
const scanNs = 13 * 1_500_000_000;

const joinDefaultSeconds = 15;
/** What comes in front of the timeout of AT+CWJAP. */
const joinTimeoutIndex = 7;

/**
 * How long a command line may take to be answered, in virtual time.
 * @param before how the same line was answered when nothing failed; what a host
 * lets it wait for, its data for instance, counts
 */
export function answerLimit(line: string, before: CommandAnswer | undefined): Duration {
  return Math.max(documented(line), (before?.tookNs ?? 0) + usualNs) + slackNs;
}

function documented(line: string): Duration {
  switch (commandOf(line)) {
    case 'AT+MQTTCONN':
      return lookupNs + connectNs + handshakeNs;
    case 'AT+CWJAP':
      return joinSeconds(line) * second + usualNs;
    case 'AT+CWLAP':
      return scanNs + usualNs;
    default:
      return usualNs;
  }
}

function joinSeconds(line: string): number {
  const written = line.split(/(?<!\\),/)[joinTimeoutIndex] ?? '';
  return /^\d{1,3}$/.test(written) ? Number(written) : joinDefaultSeconds;
}

import type { Outcome } from '../tls-outcomes/outcome.ts';
import type { RealServer } from '../tls-outcomes/real-server.ts';
import { schemes } from '../tls-outcomes/schemes.ts';
import type { Situation } from '../tls-outcomes/situation.ts';

/** A situation, and what came of it with each scheme it is about. */
export interface TriedSituation {
  readonly situation: Situation;
  readonly outcomes: readonly Outcome[];
}

/** Verdict and seconds, scheme by scheme. */
export function verdictTable(tried: readonly TriedSituation[]): string {
  const numbers = schemes.all;
  const head = `| situation | the server, or what is unusual | ${numbers.join(' | ')} |\n`;
  const rule = `|---|---|${'---|'.repeat(numbers.length)}\n`;
  const rows = tried.map(({ situation: { name, what }, outcomes }) => {
    const cells = numbers.map((scheme) => verdict(outcomes.find((one) => one.scheme === scheme)));
    return `| \`${name}\` | ${what} | ${cells.join(' | ')} |\n`;
  });
  return head + rule + rows.join('');
}

/** What the trace says, schemes that it says the same of together. */
export function traceTable(tried: readonly TriedSituation[]): string {
  const head =
    '| situation | schemes | the trace says | outside of the twin |\n|---|---|---|---|\n';
  const rows = tried.flatMap(({ situation: { name, real }, outcomes }) => {
    const texts = new Set(outcomes.map(traceText));
    return [...texts].map((text, index) => {
      const which = outcomes.filter((one) => traceText(one) === text).map(({ scheme }) => scheme);
      const where = index === 0 ? `\`${name}\`` : '';
      return `| ${where} | ${which.join(' ')} | ${text} | ${index === 0 ? realText(real) : ''} |\n`;
    });
  });
  return head + rows.join('');
}

/** Seconds as the page has them. */
export function seconds(durationNs: number): string {
  return (durationNs / 1_000_000_000).toFixed(3);
}

function verdict(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '';
  const text = seconds(outcome.durationNs);
  return outcome.connected ? text : `**✗** ${text}`;
}

function traceText({ connected, said }: Outcome): string {
  const verb = connected ? 'connected' : '`ERROR`';
  return [verb, ...said.map((one) => `\`${one}\``)].join(', ');
}

function realText(real: RealServer | string): string {
  if (typeof real === 'string') return `not tried: ${real}`;
  const which = `scheme ${real.schemes.join(', ')}`;
  switch (real.by) {
    case 'mosquitto':
      return `mosquitto, ${which}`;
    case 's_server':
      return `\`openssl s_server ${real.args.join(' ').replaceAll('PEM:', '')}\`, ${which}`;
    case 'socket':
      return `a bare socket, ${which}`;
    default:
      return `an HTTP server, ${which}`;
  }
}

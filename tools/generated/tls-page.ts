import { handshakeFigures } from '@w800/tls';

import { handshakeKinds, runHandshake, type HandshakeKind } from '../tls-outcomes/handshakes.ts';
import { transportOf, schemes, type Scheme } from '../tls-outcomes/schemes.ts';
import type { Situation } from '../tls-outcomes/situation.ts';
import { situations } from '../tls-outcomes/situations.ts';
import { tenSchemes } from '../tls-outcomes/ten-schemes.ts';
import { trySituation } from '../tls-outcomes/try-situation.ts';
import { seconds, traceTable, verdictTable, type TriedSituation } from './tls-outcome-tables.ts';

/** Where the page lies, from the root of the project. */
export const tlsPagePath = 'docs/reference/tls.md';

const intro = [
  '# TLS, WebSocket and certificates\n',
  'What becomes of `AT+MQTTCONN`, scheme by scheme. Every row was run when this page was made, in',
  'virtual time, with real handshake bytes and real certificates; the situations are data in',
  '`tools/tls-outcomes`, and what each is expected to come to stands there, too. `pnpm live` meets',
  'those that a program outside of the twin can produce at mosquitto, at `openssl s_server` and at',
  'bare sockets, in real time, and wants the same verdicts.\n',
].join('\n');

const outcomesIntro = [
  '## Outcomes\n',
  'The authority in slot 0 has issued the certificate of the server and that of the module, and SNTP',
  'has set the clock, unless the row says otherwise. The number is the time from the line to its',
  'answer in seconds: `OK`, or `ERROR` where it has a cross. A round trip takes 6 ms. Blank: the row',
  'is not about this scheme. Whatever fails, the module says `ERROR` and nothing more; why is in the',
  'trace alone, as the second table of each group has it: an alert the module sent (`out`) or got',
  '(`in`), what was wrong with the chain by the names of mbedTLS, and findings.\n',
  'Schemes 2, 4, 7 and 9 hold the chain against nothing. What is wrong with it is in the trace all the',
  'same (`passed over`); that no authority stands behind it is always among that.\n',
].join('\n');

const basis = [
  '## What this rests on\n',
  '- Documented: which scheme verifies and which shows a certificate; 10 s for each packet of a',
  '  handshake and no limit on the whole; the dates of certificates against the clock of the module,',
  '  which is in 2000 until SNTP has set it; ALPN in the order it was configured.',
  '- From the SDK: TLS 1.2 alone, no SNI, no check of the host name, no revocation lists; suites,',
  '  groups and their order; which alert tells of what. A chain is judged by the rules of mbedTLS',
  '  3.4.0: RSA from 2048 bits, SHA-2, authorities that say they are, and a search that goes through',
  '  what was sent in one direction only, which is why the order counts.',
  '- Assumed: that a chain costs time only as a part of the exchange, so that one that is turned down',
  '  costs none; that a subprotocol other than `mqtt` ends the upgrade; the figures below that say so.',
  '- Where the firmware does otherwise, [the dialects](dialects.md) say so: 5 s and not 10 s, among',
  '  others. This page is about the module as its documents promise it.\n',
].join('\n');

/** The reference page of TLS, WebSocket and certificates, from runs of the twin. */
export async function tlsPage(): Promise<string> {
  return [
    intro,
    await schemeSection(),
    outcomesIntro,
    ...(await outcomeSections()),
    await handshakeSection(),
    basis,
    figureTable(),
  ].join('\n');
}

async function schemeSection(): Promise<string> {
  const rows = (await tenSchemes()).map(({ scheme, connectNs, publishNs, receiveNs }) => {
    const times = [connectNs, publishNs, receiveNs].map(seconds).join(' | ');
    const [verifies, presents] = [schemes.verifying, schemes.presenting].map((list) =>
      list.some((one) => one === scheme) ? 'yes' : '',
    );
    return `| ${scheme} | ${transportOf(scheme)} | ${verifies} | ${presents} | ${times} |\n`;
  });
  return [
    '## The ten schemes\n',
    'Each connects, publishes and receives; those that show a certificate do so at a broker that turns',
    'others down. In seconds: `AT+MQTTCONN` to `OK`, `AT+MQTTPUB` with QoS 1 to `OK`, and a message from',
    'the broker until it is printed.\n',
    '| scheme | transport | verifies | shows its own certificate | connect | publish | receive |',
    `|---|---|---|---|---|---|---|\n${rows.join('')}`,
  ].join('\n');
}

async function outcomeSections(): Promise<readonly string[]> {
  const sections: string[] = [];
  for (const [title, list] of Object.entries(situations)) {
    const tried: TriedSituation[] = [];
    for (const situation of list) {
      const outcomes = await trySituation(situation);
      for (const { scheme, connected } of outcomes) expectVerdict(situation, scheme, connected);
      tried.push({ situation, outcomes });
    }
    sections.push(`### ${title}\n`, verdictTable(tried), traceTable(tried));
  }
  return sections;
}

/** @throws when it is not what the situation says */
function expectVerdict({ name, connects }: Situation, scheme: Scheme, connected: boolean): void {
  if (connects.includes(scheme) === connected) return;
  throw new Error(`${name}: scheme ${scheme} ${connected ? 'connects' : 'does not connect'}`);
}

const near = { latency: '1ms', roundTripNs: 6_000_000 };
const far = { latency: '143ms', roundTripNs: 290_000_000 };

async function handshakeSection(): Promise<string> {
  const byteRows: string[] = [];
  const timeRows: string[] = [];
  for (const kind of handshakeKinds) {
    const { clientBytes, serverBytes, suite, durationNs } = await runHandshake(kind, near.latency);
    const remote = await runHandshake(kind, far.latency);
    const { client, server } = kind.countedBytes ?? {};
    const bytes = [beside(clientBytes, client), beside(serverBytes, server)].join(' | ');
    byteRows.push(`| ${kind.name} | ${suite} | ${bytes} |\n`);
    const times = [
      timed(durationNs, kind, near.roundTripNs),
      timed(remote.durationNs, kind, far.roundTripNs),
    ];
    timeRows.push(`| ${kind.name} | ${times.join(' | ')} |\n`);
  }
  return [
    '## Handshake\n',
    'Bytes of TLS on the wire, headers of records and all, beside those that were counted between two',
    'ends of mbedTLS 3.4.0 with the configuration of the SDK. The two certificates are made as large as',
    'those were, 961 and 977 bytes.\n',
    '| kind | suite | bytes of the module | counted | bytes of the server | counted |',
    `|---|---|---|---|---|---|\n${byteRows.join('')}`,
    'One is more than 5 % beside it: a server on P-256 sends 278 bytes and its certificate, and how large',
    'the counted one was is not recorded. With one of 570 bytes the twin sends as much.\n',
    'From ClientHello to the Finished of the server, in seconds, beside the rule that was derived from',
    'logs of the module: two round trips, 1.8 s for an exchange on a curve at 80 MHz, 0.1 s for a',
    'signature of the module, 0.15 s for an exchange by RSA.\n',
    '| kind | round trip 6 ms | by the rule | round trip 290 ms | by the rule |',
    `|---|---|---|---|---|\n${timeRows.join('')}`,
    deviations,
  ].join('\n');
}

const deviations = [
  'Where it is more than 5 % beside the rule, TCP is why. mbedTLS writes each record by itself, and',
  "Nagle's rule lets the second one, ChangeCipherSpec, go only when the first, the key exchange, is",
  'acknowledged. That is a third round trip, and the server is taken to acknowledge a lone segment',
  'after 40 ms. On a near server that is 46 ms, much of the little that an exchange by RSA takes; on a',
  'far one it is 0.33 s. A signature of 0.1 s is then made while the acknowledgement is on its way. The',
  'rule was derived from a log with two round trips in mind and may hold the third in its 1.8 s.\n',
].join('\n');

function beside(bytes: number, counted: number | undefined): string {
  if (counted === undefined) return `${bytes} | `;
  return `${bytes} | ${counted} (${percent(bytes / counted - 1)})`;
}

function timed(durationNs: number, { computedNs }: HandshakeKind, roundTripNs: number): string {
  const ruleNs = 2 * roundTripNs + computedNs;
  return `${seconds(durationNs)} | ${seconds(ruleNs)} (${percent(durationNs / ruleNs - 1)})`;
}

function percent(ratio: number): string {
  return `${ratio < 0 ? '−' : '+'}${Math.abs(ratio * 100).toFixed(1)} %`;
}

function figureTable(): string {
  const rows = Object.entries(handshakeFigures).map(([name, figure]) => {
    const { value, unit, provenance, source } = figure;
    const shown = unit === 'ns' ? `${seconds(value)} s` : `${value} ${unit}`;
    return `| \`${name}\` | ${shown} | ${provenance} | ${source} |\n`;
  });
  return `| figure | value | provenance | source |\n|---|---|---|---|\n${rows.join('')}`;
}

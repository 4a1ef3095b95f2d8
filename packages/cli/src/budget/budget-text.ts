import type { Budget, BudgetFailure, BudgetMeasure, BudgetPlan, BudgetReach } from '@w800/scenario';

import { counted, grouped } from '../counted.ts';
import type { Paint } from '../paint.ts';
import { aligned } from '../aligned.ts';
import type { ChosenChain } from './read-chain-choice.ts';

/** The answer as a person reads it. */
export function budgetText(
  plan: BudgetPlan,
  chain: ChosenChain,
  budget: Budget,
  paint: Paint,
): string {
  const { measure, sparable, reaches, whatIfs } = budget;
  const parts = [
    [paint('bold', planLine(plan, chain))],
    answerLines(measure, paint),
    momentLines(measure, paint),
    ownerLines(measure, paint),
    sparable === undefined ? [] : spareLines(measure, sparable, paint),
    reaches.length === 0 ? [] : reachLines(reaches, paint),
    whatIfLines(measure, whatIfs, paint),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function planLine(plan: BudgetPlan, chain: ChosenChain): string {
  const { scheme, topics, payloadBytes, qos, reconnect, publish } = plan;
  const isSecure = scheme !== 1 && scheme !== 6;
  return [
    `Scheme ${scheme}`,
    ...(isSecure ? [`server chain ${chain.shown}`] : []),
    counted(topics, 'topic'),
    `${counted(payloadBytes, 'byte')} at QoS ${qos}, published ${publish}`,
    `reconnect ${reconnect}`,
  ].join(', ');
}

function answerLines({ failure, worst }: BudgetMeasure, paint: Paint): readonly string[] {
  if (failure === undefined) {
    const margin = `${grouped(worst.freeBytes)} bytes free at the worst moment`;
    const block = `${grouped(worst.largestFreeBytes)} of them in one piece`;
    return [`${paint('green', 'It fits.')} ${margin}, ${block}.`];
  }
  const verdict = failure.misfit === undefined ? 'It does not work.' : 'It does not fit.';
  return [`${paint('red', verdict)} ${failureText(failure)}`];
}

function momentLines(measure: BudgetMeasure, paint: Paint): readonly string[] {
  const { capacityBytes, bootFreeBytes, joinedFreeBytes, worst, failure } = measure;
  const { steadyFreeBytes, steadyLargestFreeBytes } = measure;
  const rest = failure === undefined ? 'at rest' : 'at the end';
  return table(
    [
      ['', 'used', 'free', 'largest free block'],
      ['ready', grouped(capacityBytes - bootFreeBytes), grouped(bootFreeBytes), ''],
      ['joined', grouped(capacityBytes - joinedFreeBytes), grouped(joinedFreeBytes), ''],
      [
        rest,
        grouped(capacityBytes - steadyFreeBytes),
        grouped(steadyFreeBytes),
        grouped(steadyLargestFreeBytes),
      ],
      [
        `peak, in ${worst.phase}`,
        grouped(worst.usedBytes),
        grouped(worst.freeBytes),
        grouped(worst.largestFreeBytes),
      ],
    ],
    paint,
  );
}

function ownerLines({ owners }: BudgetMeasure, paint: Paint): readonly string[] {
  const cells = owners.map(({ owner, steadyBytes, peakBytes, worstBytes }) => [
    owner,
    ...[steadyBytes, peakBytes, worstBytes].map((bytes) => (bytes === 0 ? '.' : grouped(bytes))),
  ]);
  return table([['owner', 'at rest', 'its own most', 'at the peak'], ...cells], paint);
}

function spareLines(
  { joinedFreeBytes }: BudgetMeasure,
  { bytes, failure }: NonNullable<Budget['sparable']>,
  paint: Paint,
): readonly string[] {
  const percent = Math.floor((bytes * 100) / joinedFreeBytes);
  return [
    paint('bold', 'What breaks first when memory gets short'),
    `  ${grouped(bytes)} bytes can be taken by something else, ${percent} % of what is free when joined.`,
    `  With more: ${failureText(failure)}`,
  ];
}

function reachLines(reaches: readonly BudgetReach[], paint: Paint): readonly string[] {
  const width = Math.max(...reaches.map(({ what }) => what.length));
  return [
    paint('bold', 'How far each can grow, all else as it is'),
    ...reaches.map((reach) => `  ${reach.what.padEnd(width)}  ${reachText(reach)}`),
  ];
}

const limits: Readonly<Record<BudgetReach['what'], string>> = {
  'published payload': 'which is the limit of the command; memory would allow more',
  'received payload': 'and more was not tried',
  topics: 'which is the limit of the module; memory would allow more',
  links: 'which is as many sockets as there are; memory would allow more',
};

function reachText({ what, most, isLimit, failure }: BudgetReach): string {
  const isBytes = what.endsWith('payload');
  const number = isBytes ? counted(most, 'byte') : grouped(most);
  if (isLimit) return `${number}, ${limits[what]}`;
  const next = isBytes ? 'With more' : 'With one more';
  return `${number}. ${next}: ${failure === undefined ? 'it fails.' : failureText(failure)}`;
}

function whatIfLines(
  measure: BudgetMeasure,
  whatIfs: Budget['whatIfs'],
  paint: Paint,
): readonly string[] {
  const row = (what: string, one: BudgetMeasure): readonly string[] => {
    const { capacityBytes, steadyFreeBytes, worst, failure } = one;
    return [
      what,
      grouped(capacityBytes - steadyFreeBytes),
      grouped(worst.usedBytes),
      grouped(worst.freeBytes),
      grouped(worst.largestFreeBytes),
      failure === undefined ? 'yes' : 'NO',
    ];
  };
  const head = ['what if', 'at rest', 'peak', 'free then', 'largest block then', 'fits'];
  const rows = [row('as asked', measure), ...whatIfs.map((one) => row(one.what, one.measure))];
  return table([head, ...rows], paint);
}

/** `AT+MQTTCONN: tls.connection wants 16,765 bytes; 30,000 are free, 16,000 in one piece: ...` */
function failureText({ phase, what, misfit }: BudgetFailure): string {
  const told = `${what}.`;
  if (misfit === undefined) return `To ${phase}, ${told}`;
  const { owner, requestedBytes, freeBytes, largestFreeBytes } = misfit;
  const wanted = `${owner} wants ${counted(requestedBytes, 'byte')}`;
  const left = `${grouped(freeBytes)} are free, ${grouped(largestFreeBytes)} in one piece`;
  return `to ${phase}, ${wanted}, and ${left}; ${told}`;
}

function table(cells: readonly (readonly string[])[], paint: Paint): readonly string[] {
  return aligned(cells, 1).map((line, index) => (index === 0 ? paint('dim', line) : line));
}

import { formatSeconds } from '@w800/kernel';
import type { RequestTrial, TrialOutcome, Violation } from '@w800/scenario';

import { aligned } from '../aligned.ts';
import { counted, grouped } from '../counted.ts';
import type { Paint, Style } from '../paint.ts';
import { printable } from '../printable.ts';
import { shortDuration } from '../short-duration.ts';
import {
  finishedOf,
  isBroken,
  isUnfinished,
  type OomReport,
  type OomSubject,
} from './oom-subject.ts';
import { replayOf, replayOfAll } from './oom-replay.ts';
import { countOutcomes, trialTable } from './trial-table.ts';

/** Outcomes in the order they are shown, with their words. */
const outcomes: readonly (readonly [TrialOutcome, string, Style])[] = [
  ['unharmed', 'unharmed', 'green'],
  ['refused', 'refused', 'green'],
  ['closed', 'closed', 'green'],
  ['delayed', 'delayed', 'green'],
  ['not-started', 'not started', 'green'],
  ['wrong', 'WRONG', 'red'],
  ['interrupted', 'interrupted', 'yellow'],
];

/** How many lines of a transcript are shown. */
const linesMax = 12;
const lineCharactersMax = 100;

/** A scenario with its table, and what is wrong below it. */
export function subjectText(subject: OomSubject, paint: Paint): string {
  const { name, file, dialect, trials, wanted, survey } = subject;
  const isWrong = isBroken(subject);
  const mark = isWrong ? paint('red', '✗') : paint('green', '✓');
  const finished = finishedOf(subject);
  const ofThem = finished === wanted ? '' : `, ${grouped(finished)} tried`;
  const inDialect = dialect === 'docs' ? '' : `  ${dialect}`;
  const head =
    `${mark} ${printable(name)}  ${paint('dim', `(${printable(file)})`)}${inDialect}  ` +
    `${counted(survey.clean.requests.length, 'request')}${ofThem}`;
  const wrong = trials.filter(({ violations }) => violations.length > 0);
  const blocks = [
    ...surveyBlock(subject, paint),
    ...wrong.flatMap((trial) => trialBlock(subject, trial, paint)),
  ];
  return `${[head, ...tableLines(trials, paint), ...blocks].join('\n')}\n\n`;
}

/** All scenarios together. */
export function totalText(report: OomReport, paint: Paint): string {
  const { subjects, notSurveyed, realMs } = report;
  const trials = subjects.flatMap((subject) => subject.trials);
  const counts = countOutcomes(trials);
  const parts = outcomes
    .filter(([outcome]) => counts[outcome] > 0)
    .map(([outcome, word, style]) => paint(style, `${grouped(counts[outcome])} ${word}`));
  const finished = subjects.reduce((sum, subject) => sum + finishedOf(subject), 0);
  const wanted = subjects.reduce((sum, subject) => sum + subject.wanted, 0);
  const left = wanted - finished - counts.interrupted;
  if (left > 0) parts.push(paint('yellow', `${grouped(left)} not tried`));
  if (notSurveyed > 0) {
    parts.push(paint('yellow', `${counted(notSurveyed, 'scenario')} not looked at`));
  }
  const restarts = trials.filter(({ usableAfter }) => usableAfter === 'restart').length;
  if (restarts > 0) parts.push(`${grouped(restarts)} in need of a restart`);
  const what = `${counted(subjects.length, 'scenario')}, ${counted(finished, 'failing request')}`;
  const told = parts.length === 0 ? 'nothing to try' : parts.join(', ');
  const real = `real ${shortDuration(realMs)}`;
  return `${paint('bold', what)}: ${told}\n${verdictText(report, paint)}  ${real}\n`;
}

/** One trial with every line of it. */
export function singleText(subject: OomSubject, paint: Paint): string {
  return (
    subject.trials.flatMap((trial) => trialBlock(subject, trial, paint, true)).join('\n') + '\n\n'
  );
}

function verdictText(report: OomReport, paint: Paint): string {
  if (report.subjects.some(isBroken)) return paint('red', 'not every run ended as documented');
  if (isUnfinished(report))
    return paint('yellow', 'interrupted; what was tried ended as documented');
  return paint('green', 'every run ended as documented, nothing leaked, the module worked again');
}

function tableLines(trials: readonly RequestTrial[], paint: Paint): readonly string[] {
  const rows = trialTable(trials);
  if (rows.length === 0) return [];
  const shown = outcomes.filter(([outcome]) => rows.some(({ counts }) => counts[outcome] > 0));
  const hasRestarts = rows.some(({ restarts }) => restarts > 0);
  const cells = [
    [
      'owner',
      'command',
      'requests',
      ...shown.map(([, word]) => word),
      ...(hasRestarts ? ['restart'] : []),
    ],
    ...rows.map(({ owner, command, requests, counts, restarts }) => [
      printable(owner),
      command === '' ? 'between commands' : printable(command),
      grouped(requests),
      ...shown.map(([outcome]) => (counts[outcome] === 0 ? '.' : grouped(counts[outcome]))),
      ...(hasRestarts ? [restarts === 0 ? '.' : grouped(restarts)] : []),
    ]),
  ];
  const lines = aligned(cells, 2).map((line) => `    ${line}`);
  return lines.map((line, index) => {
    if (index === 0) return paint('dim', line);
    return (rows[index - 1]?.counts.wrong ?? 0) > 0 ? paint('red', line) : line;
  });
}

function surveyBlock(subject: OomSubject, paint: Paint): readonly string[] {
  const { survey } = subject;
  const { verdict, failure, violations } = survey;
  if (verdict === 'interrupted') return [`  ${paint('yellow', 'interrupted')}`];
  if (verdict !== 'passed') {
    const why = printable(failure?.message.split('\n', 1)[0] ?? verdict);
    return [
      `  ${paint('red', 'without any failure the scenario does not pass:')} ${why}`,
      `    ${paint('dim', 'replay')}  ${replayOfAll(subject)}`,
    ];
  }
  if (violations.length === 0) return [];
  return [
    `  ${paint('red', 'without any failure')}`,
    ...violations.map((one) => violationLine(one, paint)),
    `    ${paint('dim', 'replay')}  ${replayOfAll(subject)}`,
  ];
}

function trialBlock(
  subject: OomSubject,
  trial: RequestTrial,
  paint: Paint,
  isWhole = false,
): readonly string[] {
  const { number, owner, requestedBytes, at, command } = trial.request;
  const where = command === '' ? 'between commands' : `in ${printable(command)}`;
  const size = counted(requestedBytes, 'byte');
  const head = `request ${number}: ${printable(owner)}, ${size}, at ${formatSeconds(at)}, ${where}`;
  const colour = trial.violations.length > 0 ? 'red' : 'cyan';
  return [
    `  ${paint(colour, head)}`,
    ...(trial.violations.length > 0 ? [] : [`    ${trial.outcome}`]),
    ...trial.violations.map((one) => violationLine(one, paint)),
    ...telling(trial, isWhole).map(({ at: instant, direction, text }, index) => {
      const label = paint('dim', (index === 0 ? 'last' : '').padEnd(6));
      const when = `${formatSeconds(instant).padStart(15)}  ${direction.padEnd(6)}`;
      return `    ${label}  ${paint('dim', when)}  ${shortened(printable(text))}`;
    }),
    `    ${paint('dim', 'replay')}  ${replayOf(subject, trial)}`,
  ];
}

/** The lines that show what is wrong: those of the scenario, or those of what came after it. */
function telling(
  { transcript, overAt, violations }: RequestTrial,
  isWhole: boolean,
): RequestTrial['transcript'] {
  if (isWhole) return transcript;
  const isAfterwards = violations.every(({ rule }) => ['leak', 'unusable'].includes(rule));
  const shown = isAfterwards ? transcript : transcript.filter(({ at }) => at <= overAt);
  return shown.slice(-linesMax);
}

/** A line of counted data can be very long. */
function shortened(text: string): string {
  return text.length <= lineCharactersMax ? text : `${text.slice(0, lineCharactersMax)}…`;
}

function violationLine({ rule, what }: Violation, paint: Paint): string {
  return `    ${paint('red', rule.padEnd(8))}  ${printable(what)}`;
}

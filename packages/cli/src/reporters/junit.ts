import type { Problem } from '../engine.ts';
import type { Outcome } from '../outcome.ts';
import { skippedLines } from '../skipped-lines.ts';
import { explain, type Explanation } from './explain.ts';
import type { Report } from './report.ts';
import type { Reporter } from './reporter.ts';

/** JUnit XML as CI servers read it: one suite, a test case a run, times in real seconds. */
export function junitReporter(write: (text: string) => void): Reporter {
  return { end: (report) => write(documentOf(report)) };
}

function documentOf({ plan, outcomes, summary, problems }: Report): string {
  const { counts, notRun, realMs } = summary;
  const attributes = [
    attribute('name', 'w800-twin'),
    attribute('tests', String(outcomes.length + problems.length)),
    attribute('failures', String(counts.failed + counts.unstable + counts.grown)),
    attribute('errors', String(counts.broken + problems.length)),
    attribute('skipped', String(counts.interrupted + counts.skipped)),
    attribute('time', seconds(realMs)),
  ].join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes}>`,
    `  <testsuite${attributes}>`,
    '    <properties>',
    `      <property name="seed"${attribute('value', String(plan.seed ?? 'own'))}/>`,
    `      <property name="notRun"${attribute('value', String(notRun))}/>`,
    '    </properties>',
    ...problems.map(problemCase),
    ...outcomes.map((outcome) => outcomeCase(outcome, (plan.dialects?.length ?? 1) > 1)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** @param inSeveral whether a name comes once a dialect, and must say which it is */
function outcomeCase(outcome: Outcome, inSeveral: boolean): string {
  const { result, realMs } = outcome;
  const name = inSeveral ? `${result.name} [${result.dialect}]` : result.name;
  const open =
    `    <testcase${attribute('name', name)}${attribute('classname', result.file)}` +
    `${attribute('file', result.file)}${attribute('time', seconds(realMs))}>\n` +
    '      <properties>\n' +
    property('seed', String(result.seed)) +
    property('dialect', result.dialect) +
    property('virtualNs', String(result.virtualNs)) +
    (result.target === undefined
      ? property('digest', result.digest)
      : property('target', result.target.name) + property('deterministic', 'false')) +
    heapProperties(result) +
    '      </properties>\n';
  const explanation = explain(outcome);
  const verdict = explanation === undefined ? '' : verdictElement(outcome, explanation);
  const skipped = outcome.verdict === 'skipped' ? [] : skippedLines(result);
  const told = skipped.length === 0 ? '' : systemOut(skipped.join('\n'));
  return `${open}${verdict}${told}    </testcase>`;
}

function verdictElement({ verdict }: Outcome, explanation: Explanation): string {
  const { file, line, column, headline, details, replay } = explanation;
  const message = attribute('message', headline);
  if (verdict === 'interrupted' || verdict === 'skipped') return `      <skipped${message}/>\n`;
  const text = [`${file}:${line}:${column}`, headline, ...details, `replay: ${replay}`].join('\n');
  if (verdict === 'departed') return systemOut(text);
  const element = verdict === 'broken' ? 'error' : 'failure';
  return (
    `      <${element}${message}${attribute('type', verdict)}>` + `${escape(text)}</${element}>\n`
  );
}

function systemOut(text: string): string {
  return `      <system-out>${escape(text)}</system-out>\n`;
}

function problemCase({ code, file, line, column, what, fix }: Problem): string {
  const place = file === '' ? 'command line' : file;
  return [
    `    <testcase${attribute('name', place)}${attribute('classname', place)} time="0.000">`,
    `      <error${attribute('message', what)}${attribute('type', code)}>` +
      `${escape(`${place}:${line}:${column}\n${what}\n${fix}`)}</error>`,
    '    </testcase>',
  ].join('\n');
}

function heapProperties({ heap }: Outcome['result']): string {
  if (heap === undefined) return '';
  const { capacityBytes, peakUsedBytes, lowWaterBytes, largestFree, refused } = heap;
  const figures = {
    capacityBytes,
    peakUsedBytes,
    lowWaterBytes,
    largestFreeLeastBytes: largestFree.leastBytes,
    largestFreeEndBytes: largestFree.endBytes,
    refusedRequests: refused.count,
  };
  return Object.entries(figures)
    .map(([name, figure]) => property(`heap.${name}`, String(figure)))
    .join('');
}

function property(name: string, value: string): string {
  return `        <property${attribute('name', name)}${attribute('value', value)}/>\n`;
}

function attribute(name: string, value: string): string {
  // A reader would turn a bare line end or tab in an attribute into a space.
  const escaped = escape(value).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
  return ` ${name}="${escaped}"`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as XML 1.0 can hold it; what it cannot hold at all is shown as an escape. */
function escape(text: string): string {
  return text
    .replace(/[&<>"]/g, (character) => entities[character] ?? character)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16);
      return code.length > 2 ? `\\u${code}` : `\\x${code.padStart(2, '0')}`;
    });
}

function seconds(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  return `${Math.floor(whole / 1000)}.${String(whole % 1000).padStart(3, '0')}`;
}

import type { Problem } from '../engine.ts';

/** Whom a statement of the standard binds. */
export type Bound = 'client' | 'server' | 'both';

/** A normative statement of MQTT 3.1.1. */
export interface Statement {
  /** As the standard numbers it, without the brackets. */
  readonly tag: string;
  readonly binds: Bound;
  /** Why a client's statement does not apply here; undefined when it does. */
  readonly reason: string | undefined;
  /** In what the module does otherwise all the same; undefined when in nothing. */
  readonly departs: string | undefined;
  readonly statement: string;
  /** Where it stands in the list, counted from 1. */
  readonly line: number;
}

export interface Statements {
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

/** Where the list lies, from the root of the project. */
export const statementsFile = 'requirements/mqtt-3.1.1.tsv';

const columns = ['tag', 'binds', 'reason', 'departs', 'statement'];
const tagShape = /^MQTT-(\d+\.\d+\.\d+)-(\d+)$/;

/** Reads the list: one statement a line, with tabs between the fields, no number left out. */
export function readStatements(text: string): Statements {
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const problems: Problem[] = [];
  const statements: Statement[] = [];
  const complain = (line: number, what: string, fix: string): void => {
    problems.push({ code: 'CLI_STATEMENTS', file: statementsFile, line, column: 1, what, fix });
  };
  if (header !== columns.join('\t')) {
    complain(1, 'the first line does not name the columns', `Write ${columns.join(', ')}.`);
  }
  const counts = new Map<string, number>();
  for (const [index, row] of lines.entries()) {
    const line = index + 2;
    const statement = readRow(row, line);
    if (typeof statement === 'string') {
      complain(line, statement, `Write ${columns.join(', ')}, with tabs between them.`);
      continue;
    }
    const [, section = '', number] = tagShape.exec(statement.tag) ?? [];
    const next = (counts.get(section) ?? 0) + 1;
    counts.set(section, next);
    if (Number(number) !== next) {
      complain(line, `MQTT-${section}-${next} belongs here`, 'Number each section from 1.');
    }
    statements.push(statement);
  }
  return { statements, problems };
}

/** A statement, or what is wrong with its row. */
function readRow(row: string, line: number): Statement | string {
  const fields = row.split('\t');
  const [tag = '', binds = '', reason = '', departs = '', statement = ''] = fields;
  if (fields.length !== columns.length) return `the row has ${fields.length} fields, not 5`;
  if (!tagShape.test(tag)) return `\`${tag}\` is no tag such as MQTT-2.3.1-1`;
  if (!isBound(binds)) return `binds is \`${binds}\`, not client, server or both`;
  if ((binds === 'server' ? 1 : 0) + (reason === '' ? 0 : 1) + (departs === '' ? 0 : 1) > 1) {
    return 'it binds the server alone, does not apply, or is departed from, only one of the three';
  }
  if (statement === '') return 'the statement is missing';
  return { tag, binds, reason: textOrNone(reason), departs: textOrNone(departs), statement, line };
}

function textOrNone(field: string): string | undefined {
  return field === '' ? undefined : field;
}

function isBound(text: string): text is Bound {
  return text === 'client' || text === 'server' || text === 'both';
}

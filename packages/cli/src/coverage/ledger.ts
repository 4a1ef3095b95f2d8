import type { Problem } from '../engine.ts';

/** What a requirement rests on, and what that is. */
export const requirementSources = {
  seed: "the module's MQTT AT command document",
  'sdk-docs': "the other AT documents of the module's SDK",
  'esp-at': 'ESP-AT, whose command set the module follows',
  'mqtt-3.1.1': 'the MQTT 3.1.1 standard',
} as const;

export type RequirementSource = keyof typeof requirementSources;

export interface Requirement {
  readonly id: string;
  /** The command it is about, or what else it belongs to. */
  readonly command: string;
  readonly source: RequirementSource;
  /** No source says it outright. */
  readonly inferred: boolean;
  /** What it waits for; undefined when it has to hold now. */
  readonly pending: string | undefined;
  readonly statement: string;
  /** Where it stands in the ledger, counted from 1. */
  readonly line: number;
}

export interface Ledger {
  readonly requirements: readonly Requirement[];
  readonly problems: readonly Problem[];
}

/** Where the ledger lies, from the root of the project. */
export const ledgerFile = 'requirements/ledger.tsv';

const columns = ['id', 'command', 'source', 'inferred', 'pending', 'statement'];
/** A group and two digits. */
const idShape = /^[A-Z]{2,8}-\d\d$/;

/** Reads the ledger: one requirement a line, with tabs between the fields. */
export function readLedger(text: string): Ledger {
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const problems: Problem[] = [];
  const requirements: Requirement[] = [];
  const complain = (line: number, what: string, fix: string): void => {
    problems.push({ code: 'CLI_LEDGER', file: ledgerFile, line, column: 1, what, fix });
  };
  if (header !== columns.join('\t')) {
    complain(1, 'the first line does not name the columns', `Write ${columns.join(', ')}.`);
  }
  const ids = new Set<string>();
  for (const [index, row] of lines.entries()) {
    const line = index + 2;
    const requirement = readRow(row, line);
    if (typeof requirement === 'string') {
      complain(line, requirement, `Write ${columns.join(', ')}, with tabs between them.`);
      continue;
    }
    const { id } = requirement;
    if (ids.has(id)) complain(line, `${id} stands here again`, 'Give each requirement its own id.');
    ids.add(id);
    requirements.push(requirement);
  }
  return { requirements, problems };
}

/** A requirement, or what is wrong with its row. */
function readRow(row: string, line: number): Requirement | string {
  const fields = row.split('\t');
  const [id = '', command = '', source = '', inferred = '', pending = '', statement = ''] = fields;
  if (fields.length !== columns.length) return `the row has ${fields.length} fields, not 6`;
  if (!idShape.test(id)) return `\`${id}\` is no id such as CORE-18`;
  if (!isSource(source)) return `\`${source}\` is no source`;
  if (inferred !== 'yes' && inferred !== 'no') return `inferred is \`${inferred}\`, not yes or no`;
  if (command === '' || statement === '') return 'the command or the statement is missing';
  return {
    id,
    command,
    source,
    inferred: inferred === 'yes',
    pending: pending === '' ? undefined : pending,
    statement,
    line,
  };
}

function isSource(text: string): text is RequirementSource {
  return Object.hasOwn(requirementSources, text);
}

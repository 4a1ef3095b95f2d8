import type { TraceRecord } from '@w800/kernel';

const commandForms = ['query', 'set', 'execute', 'test'] as const;
export const replyEndings = ['ok', 'error', 'parse-error', 'format-error', 'line'] as const;

/** A command in a form, with the MQTT states in which it was typed, by ending. */
export interface ReachedForm {
  /** Empty for a name that no command has. */
  readonly command: string;
  /** Empty where the line has no form: an unknown name, a line that is too long. */
  readonly form: string;
  readonly states: ReadonlyMap<string, ReadonlySet<number>>;
}

/**
 * Which command, in which form and MQTT state, came to which ending, over any
 * number of runs. A run is read record by record; the state is that of the
 * moment the line was complete.
 */
export class Reached {
  private readonly found = new Map<string, Map<string, Set<number>>>();

  /** A reader for the records of one run. */
  reader(): (record: TraceRecord) => void {
    let state = 0;
    let typedIn: number | undefined;
    return ({ kind, data }) => {
      if (kind === 'session.state') state = Number(data['state']);
      // A line while a command runs changes nothing: the command is still that of before.
      if (kind === 'at.line') typedIn ??= state;
      if (kind === 'module.power') {
        state = 0;
        typedIn = undefined;
      }
      if (kind !== 'at.reply') return;
      this.add([data['command'], data['form'], data['ending']], typedIn ?? state);
      typedIn = undefined;
    };
  }

  /** By command, and in the order of the forms. */
  forms(): readonly ReachedForm[] {
    return [...this.found].toSorted(([a], [b]) => compare(sortKey(a), sortKey(b))).map(toForm);
  }

  private add(reply: readonly unknown[], state: number): void {
    const [command = '', form = '', ending = ''] = reply.map((part) =>
      typeof part === 'string' ? part : '',
    );
    const key = `${command}\t${form}`;
    const endings = this.found.get(key) ?? new Map<string, Set<number>>();
    this.found.set(key, endings);
    endings.set(ending, (endings.get(ending) ?? new Set()).add(state));
  }
}

function toForm([key, states]: [string, ReadonlyMap<string, ReadonlySet<number>>]): ReachedForm {
  const [command = '', form = ''] = key.split('\t');
  return { command, form, states };
}

function sortKey(key: string): string {
  const [command = '', form = ''] = key.split('\t');
  return `${command}\t${commandForms.findIndex((known) => known === form)}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

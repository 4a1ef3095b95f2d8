import { toBytes } from './byte-string.ts';
import type { Command } from './define-command.ts';
import { Dispatcher } from './dispatcher.ts';
import { atFigures } from './figures.ts';

const nameShape = /^AT(?:[A-Z0-9]*|\+[A-Z0-9_]+)$/;

/**
 * What is wrong with a declaration, a sentence each; empty for a sound one.
 * For the tests of those who declare commands.
 */
export function declarationFaults(command: Command<never>): readonly string[] {
  const { name, set } = command;
  const faults: string[] = [];
  if (!nameShape.test(name)) faults.push(`${name}: a name is AT, ATx or AT+NAME in capitals`);
  if (command.summary.en === '' || command.summary.zh === '') faults.push(`${name}: no summary`);
  if (!(set ?? command.query ?? command.execute)) faults.push(`${name}: has no form`);
  if (set === undefined) return faults;
  const parameters = Object.entries(set.parameters);
  if (parameters.length === 0) faults.push(`${name}: a set form needs a parameter`);
  if (set.argumentsMax > atFigures.argumentsMax.value) {
    faults.push(`${name}: takes ${set.argumentsMax} arguments, more than a line may have`);
  }
  for (const [index, [parameter, { kind, summary }]] of parameters.entries()) {
    if (summary.en === '' || summary.zh === '') faults.push(`${name}, ${parameter}: no summary`);
    if (kind === 'repeated' && index < parameters.length - 1) {
      faults.push(`${name}, ${parameter}: only the last parameter can be repeated`);
    }
  }
  if (!isAccepted(command, set.example)) faults.push(`${name}: its example is refused`);
  return faults;
}

function isAccepted(command: Command<never>, line: string): boolean {
  const commands = new Map([[command.name, command]]);
  const dispatcher = new Dispatcher(commands, atFigures.argumentsMax.value);
  const { form, outcome } = dispatcher.decide(toBytes(line));
  return form === 'set' && typeof outcome === 'function';
}

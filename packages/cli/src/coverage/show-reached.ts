import type { Paint } from '../paint.ts';
import { printable } from '../printable.ts';
import { columns } from './columns.ts';
import { replyEndings, type ReachedForm } from './reached.ts';

const statesCount = 7;

/**
 * A table: command and form down, endings across, in each field the MQTT states reached.
 *
 * @param commands those of interest; which of them no scenario types is told, too
 */
export function* showReached(
  forms: readonly ReachedForm[],
  { scenarios, commands }: { scenarios: number; commands: readonly string[] },
  paint: Paint,
): Generator<string> {
  yield `\n${paint('bold', `Reached by ${scenarios} scenarios, by the MQTT state at the time`)}\n`;
  const rows = forms.map(({ command, form, states }) => [
    command === '' ? '(no such command)' : printable(command),
    form,
    ...replyEndings.map((ending) => shown(states.get(ending) ?? new Set())),
  ]);
  for (const [index, line] of columns([['command', 'form', ...replyEndings], ...rows]).entries()) {
    yield `${index === 0 ? paint('dim', line) : line}\n`;
  }
  const never = commands.filter((name) => forms.every(({ command }) => command !== name));
  yield `${never.length > 0 ? `never reached: ${never.join(' ')}\n` : ''}\n`;
}

/** `0..3...` for states 0 and 3. */
function shown(states: ReadonlySet<number>): string {
  const places = Array.from({ length: statesCount }, (_, state) => state);
  return places.map((state) => (states.has(state) ? String(state) : '.')).join('');
}

import type { ByteString } from '../byte-string.ts';
import type { Command } from '../define-command.ts';
import type { AnyParameter } from '../parameters.ts';
import type { SingleParameter } from '../single-parameter.ts';

/** One argument of a line, as far as it matters to who looks for secrets. */
export interface ArgumentPlace {
  readonly kind: 'integer' | 'text';
  readonly isSecret: boolean;
  /** The most secret bytes it can announce; 0: it announces none. */
  readonly countedBytesMax: number;
}

/** Where a line of one command has its secrets. */
export interface SecretPlaces {
  readonly arguments: readonly ArgumentPlace[];
  readonly argumentsMin: number;
  /** Whether the answer to the query has them too. */
  readonly isToldByQuery: boolean;
}

/** The commands with secrets, by their names without `AT+`. */
export type SecretCommands = ReadonlyMap<ByteString, SecretPlaces>;

/** Finds the secrets in the declarations of commands. */
export function secretCommands(commands: readonly Command<never>[]): SecretCommands {
  const found = new Map<ByteString, SecretPlaces>();
  for (const { name, set, queryTellsSecrets: isToldByQuery } of commands) {
    if (set === undefined) continue;
    const places = Object.values(set.parameters).flatMap(placesOf);
    if (!places.some(({ isSecret, countedBytesMax }) => isSecret || countedBytesMax > 0)) continue;
    const { argumentsMin } = set;
    found.set(name.replace('AT+', ''), { arguments: places, argumentsMin, isToldByQuery });
  }
  return found;
}

function placesOf(parameter: AnyParameter): readonly ArgumentPlace[] {
  if (parameter.kind === 'integer' || parameter.kind === 'text') return [placeOf(parameter)];
  if (parameter.kind === 'optional') return [placeOf(parameter.of)];
  return Array.from({ length: parameter.max }, () => placeOf(parameter.of));
}

function placeOf(parameter: SingleParameter): ArgumentPlace {
  if (parameter.kind === 'text') {
    return { kind: 'text', isSecret: parameter.secret === true, countedBytesMax: 0 };
  }
  const { countsSecret = false, max } = parameter;
  return { kind: 'integer', isSecret: false, countedBytesMax: countsSecret ? max : 0 };
}

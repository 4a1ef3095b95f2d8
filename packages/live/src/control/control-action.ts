/** Everything that can be done to what is served, and how it is put in a record. */
export const controlActions = {
  link: ['down', 'up'],
  uplink: ['down', 'up'],
  'access-point': ['drop'],
  broker: ['stop', 'start', 'disconnect'],
  power: ['off', 'on', 'cycle'],
} as const;

type Actions = typeof controlActions;

/** `link down`, `broker stop` and so on: what comes in by the door. */
export type ControlWord = {
  [Part in keyof Actions]: `${Part} ${Actions[Part][number]}`;
}[keyof Actions];

/** What an action is told beside its word. */
export interface ControlDetails {
  /** Which broker of the world, from 0. Default: all. */
  readonly broker?: number;
  /** Whose connection. Default: everybody's. */
  readonly clientId?: string;
}

/** Something that is done to the surroundings or the supply of a module. */
export interface ControlAction extends ControlDetails {
  readonly do: ControlWord;
}

const words: ReadonlySet<string> = new Set(
  Object.entries(controlActions).flatMap(([part, verbs]) => verbs.map((verb) => `${part} ${verb}`)),
);

export function isControlWord(text: string): text is ControlWord {
  return words.has(text);
}

/** What the details of an action can be called. */
export function detailsOf(word: ControlWord): readonly (keyof ControlDetails)[] {
  if (word === 'broker disconnect') return ['broker', 'clientId'];
  return word.startsWith('broker ') ? ['broker'] : [];
}

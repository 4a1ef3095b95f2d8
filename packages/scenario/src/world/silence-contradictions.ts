import type { Contradiction } from './contradiction.ts';

type Server = Readonly<Record<string, unknown>>;

/** What is said of servers that answer. */
export interface DescribedAnswers {
  readonly ntp: readonly object[];
  readonly dns: readonly object[];
  readonly dhcp: readonly object[];
}

/** What says how a server answers. */
const answers = {
  ntp: ['delay', 'fault', 'repliesFrom'],
  dns: ['delay', 'fault', 'wrongAddress', 'ttl'],
  dhcp: ['delay', 'refuses', 'exhausted', 'conflicts', 'lease'],
} as const;

/** A server that answers nothing has no way of answering. */
export function silenceContradictions(world: DescribedAnswers): readonly Contradiction[] {
  return (['ntp', 'dns', 'dhcp'] as const).flatMap((kind) =>
    world[kind].flatMap((one, index) => {
      const server = one as Server;
      const key = answers[kind].find((name) => server[name] !== undefined);
      if (server['silent'] !== true || key === undefined) return [];
      const what = `a server that is silent has no \`${key}\``;
      const fix = `Leave \`${key}\` or \`silent\` out.`;
      return [{ path: [kind, index, key], onKey: true as const, what, fix }];
    }),
  );
}

import {
  controlActions,
  detailsOf,
  isControlWord,
  type ControlAction,
  type ControlDetails,
} from './control-action.ts';
import type { Controlled } from './controlled.ts';
import { ControlRefusal } from './control-refusal.ts';
import type { RestartRequest } from './control-state.ts';

/** Something that can be asked for, and who answers. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** The fields its body may have. */
  readonly fields: readonly string[];
  /** @param body checked: an object with no other fields */
  readonly answer: (body: Readonly<Record<string, unknown>>) => unknown;
}

const summaries = {
  link: 'the radio between module and access points: silence',
  uplink: 'the way behind the access points: silence, nothing is refused',
  'access-point': 'the access points send the module away',
  broker: 'the brokers of the world, or one by its number: { "broker": 0 }',
  power: "the module's supply; what is stored stays",
} as const;

/** All that can be asked for. */
export function controlRoutes(controlled: Controlled): readonly ControlRoute[] {
  const read = (path: string, summary: string, answer: () => unknown): ControlRoute => {
    return { method: 'GET', path, summary, fields: [], answer };
  };
  const routes: ControlRoute[] = [
    read('/', 'this list', () => ({
      routes: routes.map(({ method, path, summary, fields }) => ({
        method,
        path,
        summary,
        fields,
      })),
    })),
    read('/state', 'time, Wi-Fi, MQTT session, who is on the line', () => controlled.state()),
    read('/heap', "the module's heap, in bytes", () => controlled.heap()),
    read('/broker/clients', 'the brokers of the world and who is connected', () => ({
      brokers: controlled.brokers(),
    })),
    ...actionRoutes(controlled),
    {
      method: 'POST',
      path: '/restart',
      summary: 'a new module in a new world at the same ports; left out: as it was',
      fields: ['world', 'module', 'dialect', 'seed'],
      answer: (body) => controlled.restart(restartOf(body)),
    },
    {
      method: 'POST',
      path: '/stop',
      summary: 'ends it, as SIGTERM does',
      fields: [],
      answer: () => controlled.stop(),
    },
  ];
  return routes;
}

function actionRoutes(controlled: Controlled): readonly ControlRoute[] {
  const parts = Object.entries(controlActions) as [keyof typeof summaries, readonly string[]][];
  return parts.flatMap(([part, verbs]) =>
    verbs.flatMap((verb): ControlRoute[] => {
      const word = `${part} ${verb}`;
      if (!isControlWord(word)) return [];
      const fields = detailsOf(word);
      const path = `/${part}/${verb}`;
      const answer = (body: Readonly<Record<string, unknown>>): unknown =>
        controlled.act({ do: word, ...actionDetails(body) });
      return [{ method: 'POST', path, summary: summaries[part], fields, answer }];
    }),
  );
}

function actionDetails({ broker, clientId }: Record<string, unknown>): ControlDetails {
  if (broker !== undefined && !(Number.isInteger(broker) && Number(broker) >= 0)) {
    throw new ControlRefusal(400, '`broker` is no number of a broker', 'count from 0');
  }
  if (clientId !== undefined && typeof clientId !== 'string') {
    throw new ControlRefusal(400, '`clientId` is no text', 'give it in quotes');
  }
  return {
    ...(broker === undefined ? {} : { broker: Number(broker) }),
    ...(clientId === undefined ? {} : { clientId }),
  } satisfies Partial<ControlAction>;
}

function restartOf({ world, module, dialect, seed }: Record<string, unknown>): RestartRequest {
  for (const [name, value] of Object.entries({ world, module })) {
    if (value === undefined) continue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) continue;
    const fix = 'write it as in a scenario, in JSON';
    throw new ControlRefusal(400, `\`${name}\` is no object`, fix);
  }
  if (dialect !== undefined && typeof dialect !== 'string') {
    throw new ControlRefusal(400, '`dialect` is no text', 'give its name in quotes');
  }
  if (
    seed !== undefined &&
    !(Number.isInteger(seed) && Number(seed) >= 0 && Number(seed) < 2 ** 32)
  )
    throw new ControlRefusal(400, '`seed` is no seed', 'take a whole number from 0 to 4294967295');
  return {
    ...(world === undefined ? {} : { world }),
    ...(module === undefined ? {} : { module }),
    ...(dialect === undefined ? {} : { dialect }),
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  };
}

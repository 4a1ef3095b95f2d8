import { readDuration } from './fields/duration.ts';
import type { ModuleSlots } from './module/module-slots.ts';
import type { ReadFile } from './module/read-file.ts';
import { loadWorld } from './world/load-world.ts';
import type { Problem } from './problem.ts';
import type { Target } from './target.ts';
import type { WorldSpec } from './world/world-schema.ts';

/** Where a real module is and what is to be known of it, as it was written. */
export interface TargetRequest {
  /** `serial:/dev/ttyUSB0@115200`, `tcp:HOST:PORT`, `rfc2217:HOST:PORT`. */
  readonly text: string;
  readonly restore?: boolean;
  /** The name of a dialect. */
  readonly dialect?: string | undefined;
  /** A file with the `world` around it. */
  readonly world?:
    | { readonly text: string; readonly file: string; readonly readFile?: ReadFile }
    | undefined;
  /** `2m`. */
  readonly waitMax?: string | undefined;
}

export type OpenedTarget =
  | { readonly ok: true; readonly target: Target; readonly close: () => Promise<void> }
  | {
      readonly ok: false;
      readonly problems: readonly (Omit<Problem, 'code'> & { readonly code: string })[];
    };

/** Opens the way to a real module. What is wrong with the request is a problem with a fix. */
export async function openScenarioTarget(request: TargetRequest): Promise<OpenedTarget> {
  const { text, restore = false, dialect, waitMax } = request;
  let world: WorldSpec | undefined;
  let module: ModuleSlots | undefined;
  if (request.world !== undefined) {
    const { text: written, file, readFile } = request.world;
    const loaded = loadWorld(written, file, readFile);
    if (!loaded.ok) return loaded;
    ({ world, module } = loaded);
  }
  const wait = waitMax === undefined ? undefined : readDuration(waitMax);
  if (wait !== undefined && !wait.ok) return refuse('CLI_WAIT_MAX', wait.what, wait.fix);
  // What touches the machine is loaded only by a run that needs it.
  const { openTarget, LiveError } = await import('@w800/live');
  try {
    const link = await openTarget(text);
    const target = { link, restore, dialect, world, module, waitMaxNs: wait?.value };
    return { ok: true, target, close: () => link.close() };
  } catch (error) {
    if (!(error instanceof LiveError)) throw error;
    const { code, message, fix } = error;
    return refuse(code, message.slice(0, -` (${fix})`.length), fix);
  }
}

function refuse(code: string, what: string, fix: string): OpenedTarget {
  return { ok: false, problems: [{ code, file: '', line: 0, column: 0, what, fix }] };
}

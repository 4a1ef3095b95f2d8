import type { Problem } from '../problem.ts';
import type { ProblemAt } from '../read-yaml.ts';
import { buildCertificates } from '../world/build-certificates.ts';
import { KnownCertificates } from '../world/known-certificates.ts';
import type { WorldSpec } from '../world/world-schema.ts';
import { nodeAt, type YamlTree } from '../yaml-tree.ts';
import type { ModuleInput } from './module-schema.ts';
import type { ModuleSlots } from './module-slots.ts';
import type { ReadFile } from './read-file.ts';
import { readModule } from './read-module.ts';

interface ModulePlace {
  /** Well-formed; undefined: none is described. */
  readonly world: WorldSpec | undefined;
  readonly tree: YamlTree;
  readonly readFile: ReadFile;
  readonly problemAt: ProblemAt;
}

/** Reads the `module` of a file; what is wrong with it are problems at their places. */
export function moduleIn(
  input: ModuleInput | undefined,
  { world, tree, readFile, problemAt }: ModulePlace,
):
  | { readonly ok: true; readonly slots: ModuleSlots }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  if (input === undefined) return { ok: true, slots: {} };
  const made = world === undefined ? new KnownCertificates() : buildCertificates(world).made;
  const read = readModule(input, { made, readFile });
  if (read.ok) return read;
  const problems = read.wrongs.map(({ key, code, what, fix }) =>
    problemAt(code, nodeAt(tree, ['module', key]).offset, what, fix),
  );
  return { ok: false, problems };
}

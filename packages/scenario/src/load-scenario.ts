import { explainIssues } from './explain-issues.ts';
import { faultNamesIn } from './faults/fault-names-in.ts';
import { LoadedSteps } from './loaded-steps.ts';
import { missingParts } from './missing-parts.ts';
import { moduleIn } from './module/module-in.ts';
import type { ModuleSlots } from './module/module-slots.ts';
import { noFiles, type ReadFile } from './module/read-file.ts';
import type { Problem } from './problem.ts';
import { problemMaker, readYaml } from './read-yaml.ts';
import type { Scenario } from './scenario.ts';
import { scenarioSchema } from './scenario-schema.ts';
import { unknownMarks } from './unknown-marks.ts';
import { unknownVariables } from './unknown-variables.ts';
import { worldSchema } from './world/world-schema.ts';
import type { YamlTree } from './yaml-tree.ts';

export type LoadedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** More than anyone reads at once. */
const problemsMax = 20;

/**
 * Reads a scenario from the text of its file. Never throws: everything that
 * can be wrong with the text is a problem with a place.
 * @param file how the file is named in problems and results
 * @param readFile reads the files that it names, by names that count from its folder
 */
export function loadScenario(
  text: string,
  file: string,
  readFile: ReadFile = noFiles,
): LoadedScenario {
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  const problemAt = problemMaker(source, file);
  const yaml = readYaml(source, problemAt);
  if (!yaml.ok) return { ok: false, problems: [yaml.problem] };
  const { tree } = yaml;
  if (tree.value === null) {
    const fix = 'A scenario has a `name` and `steps`.';
    return { ok: false, problems: [problemAt('SCN_FILE_EMPTY', 0, 'the file is empty', fix)] };
  }
  const parsed = scenarioSchema.safeParse(tree.value);
  let module: ModuleSlots = {};
  const problems = parsed.success
    ? []
    : [...explainIssues(parsed.error.issues, tree, scenarioSchema, problemAt)];
  const loaded = new LoadedSteps(source, problemAt);
  const steps = loaded.read(stepTrees(tree));
  problems.push(...loaded.problems);
  if (problems.length === 0) {
    const vars = tree.children.get('vars')?.children.keys() ?? [];
    problems.push(...unknownVariables(steps, [...vars].map(String), source, problemAt));
    problems.push(...unknownMarks(steps, problemAt));
    const { world, module: input } = parsed.data ?? {};
    if (world !== undefined) problems.push(...missingParts(steps, world, problemAt));
    const read = moduleIn(input, { world, tree, readFile, problemAt });
    if (read.ok) module = read.slots;
    else problems.push(...read.problems);
  }
  if (!parsed.success || problems.length > 0) {
    return { ok: false, problems: inFileOrder(problems).slice(0, problemsMax) };
  }
  const { within, limit, world, description, dialect, twinOnly, ...given } = parsed.data;
  const { steps: _, module: __, ...rest } = given;
  const read = steps.map(({ step }) => step);
  return {
    ok: true,
    scenario: {
      ...rest,
      file,
      description,
      dialect,
      twinOnly,
      withinNs: within,
      limitNs: limit,
      module,
      world: world ?? worldSchema.parse({}),
      faults: faultNamesIn(read),
      steps: read,
    },
  };
}

function stepTrees(tree: YamlTree): readonly YamlTree[] {
  const list = tree.children.get('steps');
  return Array.isArray(list?.value) ? [...list.children.values()] : [];
}

function inFileOrder(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
}

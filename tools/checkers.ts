const bin = (name: string): string => `node_modules/.bin/${name}`;
const tool = (name: string): readonly string[] => ['node', '--import', 'tsx', `tools/${name}.ts`];

/** Each check with its command, to be run in the root of the project. */
export const checkers: Readonly<Record<string, readonly string[]>> = {
  types: [bin('tsc'), '--build', '--pretty', 'false'],
  lint: [bin('oxlint'), '--format', 'unix'],
  floors: [bin('depcruise'), 'packages', 'tools', '--output-type', 'err'],
  unused: [bin('knip'), '--no-progress', '--treat-config-hints-as-errors'],
  format: [bin('oxfmt'), '--check'],
  style: tool('style'),
  coverage: ['node', 'packages/cli/src/sim.js', 'coverage'],
  current: [...tool('generate'), '--check'],
};

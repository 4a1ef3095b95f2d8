import { readFileSync } from 'node:fs';

// One rule a package, made from the list of floors, so that the list is the
// only place in which the house is drawn.
const floors = JSON.parse(readFileSync(new URL('tools/floors.json', import.meta.url), 'utf8'));

const folder = (names) => `^packages/(${names.join('|')})/`;
const names = (which) => floors.filter(which).map((row) => row.package);

const floorRules = floors.map((row) => {
  const lower = names((other) => other.floor < row.floor);
  return {
    name: `floor-${row.floor}-${row.package}`,
    comment: `@w800/${row.package} stands on floor ${row.floor}: it imports only from below.`,
    severity: 'error',
    from: { path: folder([row.package]) },
    to: { path: '^(packages|tools)/', pathNot: folder([row.package, ...lower]) },
  };
});

// Tests, and what only tests use.
const testFile = '[.]test[.]ts$|/testing/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...floorRules,
    {
      name: 'adapter-knows-device',
      comment: 'An adapter serves the ports; which module is behind them is not its business.',
      severity: 'error',
      from: { path: folder(names((row) => row.adapter === true)) },
      to: { path: '^packages/device/' },
    },
    {
      name: 'deep-import',
      comment: 'Another package is reached through its index.ts only.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/$1/', '^packages/[^/]+/src/index[.]ts$'],
      },
    },
    {
      name: 'deep-import-from-tools',
      comment: 'A tool reaches a package through its index.ts only.',
      severity: 'error',
      from: { path: '^tools/' },
      to: { path: '^packages/', pathNot: '^packages/[^/]+/src/index[.]ts$' },
    },
    {
      name: 'relative-import-of-package',
      comment: 'Another package is imported by its name, not by a path.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|tools)/' },
      to: { path: '^(packages|tools)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'circular',
      comment: 'Two files that import each other are one concept, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'unresolvable',
      comment: 'The import leads nowhere: a wrong path, or a package that is not declared here.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'undeclared-dependency',
      comment: 'Every dependency is declared in the package.json of the package that uses it.',
      severity: 'error',
      from: { path: '^(packages|tools)/', pathNot: testFile },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'] },
    },
    {
      name: 'test-code-in-product',
      comment: 'The product imports neither a test nor what only tests use.',
      severity: 'error',
      from: { pathNot: testFile },
      to: { path: testFile },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};

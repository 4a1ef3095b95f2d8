import ts from 'typescript';

import { readFloors } from '../floors.ts';
import type { SourceFile } from '../source-file.ts';
import type { SourceTree } from '../source-tree.ts';
import type { Problem, Rule } from './rule.ts';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * What a package says of itself agrees with the rest: its floor is listed, its
 * versions come from the catalog, and the compiler knows the same neighbours.
 */
export const manifests: Rule = {
  name: 'manifest',
  *check(tree) {
    const floors = readFloors();
    for (const file of tree.files) {
      if (!/^((packages\/[^/]+|tools)\/)?package\.json$/.test(file.path)) continue;
      const manifest = JSON.parse(file.text) as Manifest;
      yield* checkVersions(file, manifest);
      if (file.folder !== '') yield* checkReferences(tree, file, manifest);
      const name = file.package;
      if (name === undefined) continue;
      if (!floors.some((floor) => floor.package === name)) {
        yield { path: file.path, what: 'has no floor; give it one in tools/floors.json' };
      }
      if (manifest.name !== `@w800/${name}`) {
        yield { path: file.path, what: `is named ${manifest.name}, not @w800/${name}` };
      }
    }
    for (const { package: name } of floors) {
      if (tree.get(`packages/${name}/package.json`) !== undefined) continue;
      yield { path: 'tools/floors.json', what: `there is no package ${name}` };
    }
  },
};

function* checkVersions(file: SourceFile, manifest: Manifest): Generator<Problem> {
  if (manifest.private !== true) yield { path: file.path, what: 'is not marked private' };
  const all = { ...manifest.dependencies, ...manifest.devDependencies };
  for (const [name, version] of Object.entries(all)) {
    const wanted = name.startsWith('@w800/') ? 'workspace:*' : 'catalog:';
    if (version === wanted) continue;
    yield { path: file.path, what: `${name} is at '${version}'; write '${wanted}'` };
  }
}

function* checkReferences(
  tree: SourceTree,
  file: SourceFile,
  manifest: Manifest,
): Generator<Problem> {
  const path = `${file.folder}tsconfig.json`;
  const config = ts.parseConfigFileTextToJson(path, tree.get(path)?.text ?? '{}').config as {
    readonly references?: readonly { readonly path: string }[];
  };
  const referenced = new Set(
    config.references?.map((reference) => /[^/]+$/.exec(reference.path)?.[0]),
  );
  const declared = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })
    .filter((name) => name.startsWith('@w800/'))
    .map((name) => name.slice('@w800/'.length));
  for (const name of declared) {
    if (referenced.delete(name)) continue;
    yield { path, what: `lacks a reference to ${name}, which package.json depends on` };
  }
  for (const name of referenced) {
    yield { path, what: `refers to ${name}, which package.json does not depend on` };
  }
}

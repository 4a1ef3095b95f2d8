import { testTitles } from '../coverage/test-titles.ts';

/** A place that names statements of MQTT 3.1.1: a line of code, a test or a scenario. */
export interface TagUse {
  readonly by: 'code' | 'test' | 'scenario';
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Of the test or the scenario; for code the line itself. */
  readonly title: string;
  readonly tags: readonly string[];
}

/** Wrong numbers and shorthands too, so that they are found out. */
const candidate = /\bMQTT-\d(?:[\w.-]*\w)?/g;

/** Which statements a TypeScript file names: a test in its titles, other code on any line. */
export function tagUsesOf(file: string, code: string): readonly TagUse[] {
  if (!code.includes('MQTT-')) return [];
  const by = file.endsWith('.test.ts') ? 'test' : 'code';
  const places = by === 'test' ? titles(code) : lines(code);
  return places.flatMap(({ title, line }) => {
    const tags = tagsIn(title);
    return tags.length === 0 ? [] : [{ by, file, line, title, tags }];
  });
}

/** Which statements a scenario names, in its name. */
export function tagUsesOfScenario(
  file: string,
  { name }: { readonly name: string },
): readonly TagUse[] {
  const tags = tagsIn(name);
  return tags.length === 0 ? [] : [{ by: 'scenario', file, line: 1, title: name, tags }];
}

function tagsIn(text: string): readonly string[] {
  return [...new Set(text.match(candidate))];
}

interface NamedLine {
  readonly title: string;
  readonly line: number;
}

/** The titles of the tests, and what a table of cases puts into them. */
function titles(code: string): readonly NamedLine[] {
  return testTitles(code).flatMap(({ title, cells, line }) =>
    [title, ...cells].map((text) => ({ title: text.replaceAll(/\\(['"`\\])/g, '$1'), line })),
  );
}

function lines(code: string): readonly NamedLine[] {
  return code.split('\n').map((text, index) => ({ title: text.trim(), line: index + 1 }));
}

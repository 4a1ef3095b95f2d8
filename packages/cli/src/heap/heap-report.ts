import { existsSync, mkdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';

import { complaints } from '../complaints.ts';
import type { Job, JobResult } from '../job.ts';
import { UsageError } from '../usage-error.ts';
import { whyUnwritable } from '../why-unwritable.ts';
import { writeFileAtomic } from '../write-file-atomic.ts';
import { chartSubtitle } from './chart-subtitle.ts';
import { heapChart } from './chart/heap-chart.ts';
import { heapHtml } from './heap-html.ts';
import { heapMarkdown } from './heap-markdown.ts';
import type { HeapSection } from './heap-section.ts';

interface Collected extends HeapSection {
  readonly index: number;
}

/**
 * The report of `--heap-report`: a Markdown file with its charts in a folder
 * beside it, an HTML page with all in it, or a folder with both.
 */
export class HeapReport {
  private readonly shown: string;
  private readonly path: string;
  private readonly kind: 'markdown' | 'html' | 'folder';
  private readonly sections = new Map<string, Collected>();

  /** @throws UsageError when it could not be written */
  constructor(place: string, cwd: string) {
    this.shown = place;
    this.path = resolve(cwd, place);
    this.kind = kindOf(place, this.path);
    const probe = this.kind === 'folder' ? join(this.path, 'index.html') : this.path;
    const reason = whyUnwritable(probe);
    if (reason !== undefined) throw new UsageError([complaints.unwritable(place, reason)]);
  }

  /** Takes what is for the report out of a result, which is passed on without it. */
  take({ index }: Job, { heapTimeline, ...rest }: JobResult): JobResult {
    const { result } = rest;
    const { heap, name, file, dialect, seed, verdict } = result;
    if (heap === undefined || heapTimeline === undefined) return rest;
    const key = `${dialect} ${file}`;
    const before = this.sections.get(key);
    const runs = (before?.runs ?? 0) + 1;
    const { peakUsedBytes } = heap;
    const counts = { runs, leastPeakBytes: peakUsedBytes };
    const one = { index, name, file, dialect, seed, verdict, heap, timeline: heapTimeline };
    if (before === undefined) this.sections.set(key, { ...one, ...counts });
    else {
      const least = Math.min(before.leastPeakBytes, peakUsedBytes);
      const worse = isWorse(one, before) ? one : before;
      this.sections.set(key, { ...worse, runs, leastPeakBytes: least });
    }
    return rest;
  }

  /**
   * Writes it.
   * @throws UsageError when that cannot be done
   */
  end(): void {
    const sections = [...this.sections.values()].toSorted((a, b) => a.index - b.index);
    const charts = sections.map((section) => {
      const { name: title, heap, timeline } = section;
      return heapChart({ title, subtitle: chartSubtitle(section), heap, timeline });
    });
    try {
      this.write(sections, charts);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new UsageError([complaints.unwritable(this.shown, reason)]);
    }
  }

  private write(sections: readonly HeapSection[], charts: readonly string[]): void {
    const { path, kind } = this;
    if (kind === 'html') {
      writeFileAtomic(path, heapHtml(sections, charts));
      return;
    }
    const isFolder = kind === 'folder';
    const stem = basename(path, extname(path));
    const folder = isFolder ? 'charts' : `${stem}-charts`;
    const home = isFolder ? path : dirname(path);
    const names = chartNames(sections);
    mkdirSync(join(home, folder), { recursive: true });
    for (const [index, name] of names.entries()) {
      writeFileAtomic(join(home, folder, name), charts[index] ?? '');
    }
    const places = names.map((name) => `${folder}/${name}`);
    writeFileAtomic(isFolder ? join(path, 'index.md') : path, heapMarkdown(sections, places));
    if (isFolder) writeFileAtomic(join(path, 'index.html'), heapHtml(sections, charts));
  }
}

/** Of two equal ones it is the first, whichever came in first. */
function isWorse(one: Omit<Collected, 'runs' | 'leastPeakBytes'>, before: Collected): boolean {
  const more = one.heap.peakUsedBytes - before.heap.peakUsedBytes;
  return more > 0 || (more === 0 && one.index < before.index);
}

function kindOf(place: string, path: string): 'markdown' | 'html' | 'folder' {
  if (existsSync(path) && statSync(path).isDirectory()) return 'folder';
  const extension = extname(place).toLowerCase();
  if (extension === '.md') return 'markdown';
  return extension === '.html' || extension === '.htm' ? 'html' : 'folder';
}

/** `mqtt-publish.svg` of `mqtt/publish.yaml`; the dialect where that alone tells them apart. */
function chartNames(sections: readonly HeapSection[]): readonly string[] {
  const counts = new Map<string, number>();
  return sections.map(({ file, dialect }) => {
    const isAlone = sections.filter((other) => other.file === file).length === 1;
    const base = file
      .replace(/\.ya?ml$/i, '')
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+/, '');
    const name = isAlone ? base : `${base}.${dialect}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${name}${count === 1 ? '' : `.${count}`}.svg`;
  });
}

import type { HeapResult, HeapTimeline } from '@w800/scenario';

import { fitColumns } from '../../fit-columns.ts';
import { printable } from '../../printable.ts';
import { escapeMarkup } from '../escape-markup.ts';
import { kibibytes } from '../kibibytes.ts';
import { familyColour } from './family-colour.ts';
import { legend } from './legend.ts';
import { chartStyle } from './chart-style.ts';
import { ticks } from './ticks.ts';
import { timeAxis } from './time-axis.ts';

export interface HeapChart {
  readonly title: string;
  /** A line below the title. */
  readonly subtitle: string;
  readonly heap: Pick<HeapResult, 'peakUsedBytes' | 'peakAt' | 'lowWaterBytes' | 'owners'>;
  readonly timeline: HeapTimeline;
}

const width = 920;
const plot = { left: 64, right: width - 20, top: 74, bottom: 330 };
/** Room for the text at a line, in pixels. */
const textRoom = 20;
const legendRoom = 12;
const titleColumns = 100;

/**
 * Who used how much of the heap over the time of a run, as a picture that
 * stands alone: areas on top of each other, and the moment with the least free.
 */
export function heapChart({ title, subtitle, heap, timeline }: HeapChart): string {
  const scale = scaleOf(timeline);
  const below = legend(legendEntries(heap, timeline), { left: plot.left, right: plot.right });
  const legendTop = plot.bottom + 46;
  const height = legendTop + legendRoom + below.height + 8;
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="heap" role="img" ${size}>`,
    `<title>${shown(title)}</title>`,
    chartStyle,
    `<rect class="ground" width="${width}" height="${height}" rx="6"/>`,
    `<text class="name" x="16" y="27">${shown(fitColumns(printable(title), titleColumns))}</text>`,
    `<text class="soft" x="16" y="47">${shown(subtitle)}</text>`,
    ...sizeAxis(scale, timeline),
    ...areas(scale, timeline),
    ...timeMarks(scale, timeline),
    ...peakMarks(scale, heap, timeline),
    `<text class="soft" x="${plot.left}" y="${legendTop}">held at the worst moment:</text>`,
    `<g transform="translate(0 ${legendTop + legendRoom})">${below.svg}</g>`,
    '</svg>',
    '',
  ].join('\n');
}

interface Scale {
  readonly x: (ns: number) => string;
  readonly y: (bytes: number) => string;
}

function scaleOf({ endAt, capacityBytes }: HeapTimeline): Scale {
  const { left, right, top, bottom } = plot;
  return {
    x: (ns) => pixels(left + ((right - left) * ns) / Math.max(1, endAt)),
    y: (bytes) => pixels(bottom - ((bottom - top) * bytes) / (capacityBytes * 1.06)),
  };
}

function sizeAxis({ y }: Scale, { capacityBytes }: HeapTimeline): readonly string[] {
  const { left, right } = plot;
  return ticks(capacityBytes / 1024, 6).flatMap((count) => {
    const at = y(count * 1024);
    return [
      `<path class="line${count === 0 ? '' : ' grid'}" d="M${left} ${at}H${right}"/>`,
      `<text class="soft" x="${left - 8}" y="${at}" dy="4" text-anchor="end">` +
        `${count === 0 ? '0' : `${count} KiB`}</text>`,
    ];
  });
}

/** From the top of the pile down: each covers what is not its own of the one before. */
function areas({ x, y }: Scale, timeline: HeapTimeline): readonly string[] {
  const { families, samples, endAt } = timeline;
  const end = `H${x(endAt)}V${y(0)}Z`;
  const drawn = families.map((family, index) => {
    let path = `M${plot.left} ${y(0)}`;
    let last = '';
    for (const { at, bytes } of samples) {
      const level = y(bytes.slice(0, index + 1).reduce((sum, one) => sum + one, 0));
      if (level === last) continue;
      path += `H${x(at)}V${level}`;
      last = level;
    }
    const fill = familyColour(family, index);
    return `<path fill="${fill}" d="${path}${end}"><title>${shown(family)}</title></path>`;
  });
  return drawn.toReversed();
}

function timeMarks({ x }: Scale, { endAt }: HeapTimeline): readonly string[] {
  const { bottom } = plot;
  return timeAxis(endAt).flatMap(({ atNs, text }) => [
    `<path class="line" d="M${x(atNs)} ${bottom}v5"/>`,
    `<text class="soft" x="${x(atNs)}" y="${bottom + 19}" text-anchor="middle">${text}</text>`,
  ]);
}

/** The capacity, the fullest moment, and what was free between the two. */
function peakMarks(
  { x, y }: Scale,
  { peakUsedBytes, peakAt, lowWaterBytes }: HeapChart['heap'],
  { capacityBytes }: HeapTimeline,
): readonly string[] {
  const { left, right } = plot;
  const [full, peak, at] = [y(capacityBytes), y(peakUsedBytes), x(peakAt)];
  const isLeft = Number(at) < (left + right) / 2;
  const beside = `x="${pixels(Number(at) + (isLeft ? 7 : -7))}"`;
  const anchor = isLeft ? '' : ' text-anchor="end"';
  const middle = pixels((Number(full) + Number(peak)) / 2 + 4);
  const room = Number(peak) - Number(full);
  const free = `${kibibytes(lowWaterBytes)} free`;
  return [
    `<path class="line bold" d="M${left} ${full}H${right}"/>`,
    `<text class="soft" x="${right}" y="${full}" dy="-5" text-anchor="end">` +
      `capacity ${kibibytes(capacityBytes)}</text>`,
    `<path class="line mark" d="M${left} ${peak}H${right}"/>`,
    `<path class="line mark" d="M${at} ${full}V${peak}"/>`,
    `<circle class="dot" cx="${at}" cy="${peak}" r="3.5"/>`,
    ...(room < textRoom ? [] : [`<text ${beside} y="${middle}"${anchor}>${free}</text>`]),
  ];
}

function legendEntries({ owners }: HeapChart['heap'], { families }: HeapTimeline) {
  return families.map((family, index) => {
    const held = owners.filter(({ owner }) => owner === family || owner.startsWith(`${family}.`));
    const bytes = held.reduce((sum, { worstBytes }) => sum + worstBytes, 0);
    const text = `${printable(family)} ${kibibytes(bytes)}`;
    return { colour: familyColour(family, index), text };
  });
}

function pixels(place: number): string {
  return String(Math.round(place * 10) / 10);
}

function shown(text: string): string {
  return escapeMarkup(printable(text));
}

import type { Heap } from '../heap.ts';
import type { HeapLayout } from '../heap-layout.ts';
import type { Stretch } from '../stretch.ts';

interface Tile extends Stretch {
  readonly isFree: boolean;
}

/**
 * The laws of any allocator, by what the heap itself tells: blocks and free
 * stretches lie side by side without a hole or an overlap from the beginning
 * of each region to its end, and no two free ones touch.
 * @returns the first that is broken
 */
export function brokenLaw(heap: Heap, layout: HeapLayout): string | undefined {
  const { headerBytes, alignmentBytes } = layout;
  for (const { address, bytes, requestedBytes } of heap.blocks()) {
    if (bytes < requestedBytes + headerBytes) return `the block at ${address} is too small`;
  }
  const tiles = [
    ...heap.blocks().map((block): Tile => ({ ...span(block), isFree: false })),
    ...heap.stretches().map((stretch): Tile => ({ ...span(stretch), isFree: true })),
  ].toSorted((a, b) => a.address - b.address);
  for (const { address, bytes } of tiles) {
    if (bytes <= 0) return `nothing lies at ${address}`;
    if (address % alignmentBytes !== 0) return `${address} is not aligned`;
  }
  const regions = layout.regions.filter(({ bytes }) => bytes > 0);
  for (const { base, bytes } of regions.toSorted((a, b) => a.base - b.base)) {
    const start = Math.ceil(base / alignmentBytes) * alignmentBytes;
    const broken = brokenTiling(tiles, start, start + bytes);
    if (broken !== undefined) return broken;
  }
  return tiles[0] && `${tiles[0].address} lies in no region`;
}

/** Takes the tiles of a region off the list. */
function brokenTiling(tiles: Tile[], start: number, end: number): string | undefined {
  let wasFree = false;
  for (let at = start; at < end;) {
    const tile = tiles.shift();
    if (tile?.address !== at) return `something else than a tile begins at ${at}`;
    if (wasFree && tile.isFree) return `free neighbours meet at ${at}`;
    wasFree = tile.isFree;
    at += tile.bytes;
    if (at > end) return `the tile at ${tile.address} goes beyond its region`;
  }
  return undefined;
}

function span({ address, bytes }: Stretch): Stretch {
  return { address, bytes };
}

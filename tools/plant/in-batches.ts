import type { Bed, Plant } from './plant.ts';

/** The plants of a bed in as few batches as there can be without two plants in one file. */
export function inBatches(bed: Bed): Plant[][] {
  if (!bed.oneLine) return bed.plants.map((plant) => [plant]);
  const batches: { plants: Plant[]; taken: Set<string> }[] = [];
  for (const [index, plant] of bed.plants.entries()) {
    const own = numbered(plant, index);
    const paths = Object.keys(own.files);
    let batch = batches.find(({ taken }) => !paths.some((path) => taken.has(path)));
    if (batch === undefined) {
      batch = { plants: [], taken: new Set() };
      batches.push(batch);
    }
    batch.plants.push(own);
    for (const path of paths) batch.taken.add(path);
  }
  return batches.map(({ plants }) => plants);
}

function numbered(plant: Plant, number: number): Plant {
  const rename = (text: string): string => text.replaceAll('planted', `planted${number}`);
  const files = Object.entries(plant.files).map(([path, content]) => [
    rename(path),
    typeof content === 'string' ? rename(content) : content,
  ]);
  return { ...plant, files: Object.fromEntries(files) as Plant['files'] };
}

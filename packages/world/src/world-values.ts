import type { Values } from '@w800/kernel';
import type { worldFigures } from './figures.ts';

/** The bare numbers of the world's figures. */
export type WorldValues = Values<typeof worldFigures>;

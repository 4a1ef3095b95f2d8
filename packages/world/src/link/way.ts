import type { Direction } from './link-conditions.ts';
import type { Link } from './link.ts';

/** Links in the order in which something takes them. */
export interface Way {
  readonly length: number;
  /** Whether nothing that stands before the links is asked. */
  readonly isFree: boolean;
  linkAt(index: number): Link;
  directionAt(index: number): Direction;
}

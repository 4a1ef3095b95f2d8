/**
 * Hands on what belongs to numbered places in the order of the places, however
 * it arrives: an item for the current place goes on at once, one for a later
 * place waits for its turn.
 */
export class InOrder<Item> {
  private current = 0;
  private readonly waiting = new Map<number, Item[]>();
  private readonly closed = new Set<number>();
  private readonly deliver: (item: Item) => void;

  constructor(deliver: (item: Item) => void) {
    this.deliver = deliver;
  }

  add(place: number, item: Item): void {
    if (place === this.current) {
      this.deliver(item);
      return;
    }
    const items = this.waiting.get(place);
    if (items === undefined) this.waiting.set(place, [item]);
    else items.push(item);
  }

  /** Nothing more comes for this place. */
  close(place: number): void {
    this.closed.add(place);
    while (this.closed.delete(this.current)) {
      this.current += 1;
      this.deliverWaiting(this.current);
    }
  }

  /** Hands on what still waits behind a place that was never closed. */
  flush(): void {
    for (const place of [...this.waiting.keys()].toSorted((a, b) => a - b))
      this.deliverWaiting(place);
  }

  private deliverWaiting(place: number): void {
    const items = this.waiting.get(place) ?? [];
    this.waiting.delete(place);
    for (const item of items) this.deliver(item);
  }
}

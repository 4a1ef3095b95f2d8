/** Where each segment ends that was sent and is not acknowledged, so that it is repeated whole. */
export class Flight {
  /** Ends in order, from `first` up to `behind`. The array is kept; much comes and goes. */
  private readonly ends: number[] = [];
  private first = 0;
  private behind = 0;
  /** Behind the last segment; where it was when there is none any more. */
  end = 0;

  /** A segment was sent that ends there. */
  add(end: number): void {
    if (end <= this.end) {
      this.split(end);
      return;
    }
    this.end = end;
    this.ends[this.behind] = end;
    this.behind += 1;
  }

  /** Where the sent segment ends that holds a place; undefined when that was never sent. */
  endBehind(place: number): number | undefined {
    if (this.end <= place) return undefined;
    for (let index = this.first; index < this.behind; index += 1) {
      const end = this.ends[index];
      if (end !== undefined && end > place) return end;
    }
    return undefined;
  }

  /** Forgets what ends up to a place. */
  release(until: number): void {
    while (this.first < this.behind && (this.ends[this.first] ?? 0) <= until) this.first += 1;
    if (this.first === this.behind) {
      this.first = 0;
      this.behind = 0;
    } else if (this.first > 64 && this.first * 2 > this.behind) {
      this.ends.copyWithin(0, this.first, this.behind);
      this.behind -= this.first;
      this.first = 0;
    }
  }

  /** What was sent before goes again: whole, or in two when the peer's window is smaller now. */
  private split(end: number): void {
    let index = this.first;
    while (index < this.behind && (this.ends[index] ?? 0) < end) index += 1;
    if (index === this.behind || this.ends[index] === end) return;
    this.ends.splice(index, 0, end);
    this.behind += 1;
  }
}

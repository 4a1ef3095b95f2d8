/** An integer typed with a leading plus, which few parameters allow. */
export class PlusNumber {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

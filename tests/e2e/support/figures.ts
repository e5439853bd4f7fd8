/** Times of the same work done by our page and by the one written by hand, run by run in turn. */
export class Figures {
  readonly #ours: number[] = [];
  readonly #theirs: number[] = [];

  constructor(
    readonly what: string,
    readonly unit = 'ms',
    readonly aim?: number,
  ) {}

  /** Measures `n` times, in turn, so that a busy machine is as slow for both. */
  async measure(n: number, ours: () => Promise<number>, theirs: () => Promise<number>): Promise<this> {
    for (let run = 0; run < n; run += 1) {
      this.add(await ours(), await theirs());
    }
    return this;
  }

  add(ours: number, theirs: number): void {
    this.#ours.push(ours);
    this.#theirs.push(theirs);
  }

  print(): void {
    const ratio = median(this.#ours) / median(this.#theirs);
    const aim = this.aim === undefined ? '' : `(aim: at most ${this.aim})`;
    const cells = [this.what, summary(this.#ours, this.unit), summary(this.#theirs, this.unit)];
    console.log(`| ${cells.join(' | ')} | ${ratio.toFixed(2)} ${aim} | ${this.#ours.length} |`);
  }
}

export function printHead(title: string): void {
  console.log(`\n${title}; median (least to most)\n`);
  console.log('| | ours | written by hand | ratio | runs of each |\n|---|---|---|---|---|');
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

function summary(values: number[], unit: string): string {
  if (values.some(Number.isNaN)) return 'never';
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(short);
  return `${middle} ${unit} (${least} to ${most})`;
}

/** Three digits are more than any of it is sure of. */
function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

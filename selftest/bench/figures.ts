/** A figure of the bench: a ratio, and the most that it may be. */
export interface Figure {
  readonly name: string;
  /** One for each round, of values that were measured in that round. */
  readonly ratios: readonly number[];
  /** Absent for a figure that is only shown. */
  readonly mark?: number;
}

/** The middle one of some values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** True where a figure is beyond its mark. */
export function isBeyond({ ratios, mark }: Figure): boolean {
  return mark !== undefined && !(median(ratios) <= mark);
}

/** A line of the table. */
export function lineOf(figure: Figure): string {
  const { name, ratios, mark } = figure;
  const cells = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((each) => each.toFixed(2).padStart(7));
  const most = mark === undefined ? '' : `${mark.toFixed(2)}${isBeyond(figure) ? ' BEYOND' : ''}`;
  return `${cells.join(' ')}  ${most.padEnd(11)}  ${name}`;
}

/** The heading of the table. */
export const heading = ' median     min     max  mark         what';

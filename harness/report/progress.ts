/** How often a run that nobody watches says how far it is, in shares of the whole. */
const shares = 10;

/** Shows how far a run is: one line that changes on a terminal, a line for each tenth elsewhere. */
export class Progress {
  readonly #stream: NodeJS.WriteStream;
  #total = 0;
  #done = 0;
  #failed = 0;
  #isQuiet = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  /** @param isQuiet True where nothing but the last line is wanted; a terminal shows the changing line all the same. */
  begin(total: number, isQuiet = false): void {
    this.#total = total;
    this.#isQuiet = isQuiet;
  }

  /** Counts one judged clause. */
  step(id: string, status: string): void {
    this.#done += 1;
    if (status !== 'passed' && status !== 'skipped') this.#failed += 1;
    const line = `${this.#done}/${this.#total} clauses judged${this.#failed > 0 ? `, ${this.#failed} not passed` : ''}`;
    if (this.#stream.isTTY) this.#stream.write(`\r\u001b[K${line}  ${id}`);
    else if (this.#isQuiet) return;
    else if (Math.floor((this.#done * shares) / this.#total) > Math.floor(((this.#done - 1) * shares) / this.#total)) {
      this.#stream.write(`${line}\n`);
    }
  }

  /** Makes room for the report. */
  end(): void {
    if (this.#stream.isTTY) this.#stream.write('\r\u001b[K');
  }
}

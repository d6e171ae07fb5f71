/** A place where a number of tasks wait for one another. */
export class Meeting {
  readonly #pauseMs: number;
  #missing: number;
  #open: () => void = () => undefined;
  readonly #all = new Promise<void>((resolve) => {
    this.#open = resolve;
  });

  /**
   * @param tasks How many have to arrive.
   * @param pauseMs How long they wait when all have, in milliseconds.
   */
  constructor(tasks: number, pauseMs: number) {
    this.#missing = tasks;
    this.#pauseMs = pauseMs;
  }

  /**
   * Takes part for one task.
   *
   * @returns says that the task has arrived, and is fulfilled when all have; said again it changes nothing.
   */
  newcomer(): () => Promise<void> {
    let arrived = false;
    return () => {
      if (!arrived) {
        arrived = true;
        this.#missing -= 1;
        if (this.#missing === 0) setTimeout(this.#open, this.#pauseMs);
      }
      return this.#all;
    };
  }
}

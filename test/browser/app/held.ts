/** A promise whose end the test decides. */
export class Held<Result> {
  readonly promise: Promise<Result>;
  finish: (result: Result) => void = () => undefined;
  fail: (error: unknown) => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.finish = resolve;
      this.fail = reject;
    });
  }
}

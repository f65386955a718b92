/** Which of the page's two places is in view, and which runs, going by the address bar. */

import {
  addressOfRuns,
  addressOfStudy,
  type AddressBar,
  runIdsAt,
  type StudyPlace,
  studyPlaceAt,
  type View,
  viewAt,
} from './address.ts';

/** Each says whether there was such a step. */
export interface ViewSteps {
  next(): boolean;
  previous(): boolean;
}

export class Navigation {
  /** Steps within what is shown: a clicker takes them before it goes anywhere else. */
  steps: ViewSteps | null = null;
  #hash = $state('');
  readonly view: View = $derived(viewAt(this.#hash));
  /** [] where a plan or a study is in view. */
  readonly runIds = $derived(runIdsAt(this.#hash));
  /** Null where none of the studies is in view, nor their list. */
  readonly study: StudyPlace | null = $derived(studyPlaceAt(this.#hash));

  readonly #bar: AddressBar;

  constructor(bar: AddressBar) {
    this.#bar = bar;
    this.#hash = bar.hash;
    bar.listen(() => (this.#hash = bar.hash));
  }

  /** The whole fragment, for links that carry more than a place. */
  get hash(): string {
    return this.#hash;
  }

  /** The address of the page, before its "#". */
  get base(): string {
    return this.#bar.base;
  }

  /** `isStep`: whether the browser's way back leads from there to here. */
  openHash(hash: string, isStep = true): void {
    if (hash === this.#hash) return;
    this.#hash = hash;
    if (isStep) this.#bar.go(hash);
    else this.#bar.replace(hash);
  }

  openRuns(ids: readonly string[]): void {
    this.#bar.go(addressOfRuns(ids));
  }

  openStudy(study: string, record: string | null = null): void {
    this.#bar.go(addressOfStudy(study, record));
  }
}

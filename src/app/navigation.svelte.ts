/** Which of the page's two places is in view, going by the address bar. */

import { type AddressBar, type View, viewAt } from './address.ts';

export class Navigation {
  #view = $state<View>('playground');

  constructor(bar: AddressBar) {
    this.#view = viewAt(bar.hash);
    bar.listen(() => (this.#view = viewAt(bar.hash)));
  }

  get view(): View {
    return this.#view;
  }
}

/** An attachment that keeps type as large as its place allows, whatever comes into it. */

import { largestFitting } from '../../../app/classroom/fitting-size.ts';

export interface Fitting {
  /** In pixels, for the window as it is; null where nothing is to be fitted. */
  readonly bounds: () => { readonly least: number; readonly most: number } | null;
  readonly apply: (size: number | null) => void;
}

/** Tries again, at most once a frame, whenever the element or what is in it changes. */
export function keepFitting({ bounds, apply }: Fitting): (element: HTMLElement) => () => void {
  return (element) => {
    let frame = 0;
    let size: number | null = null;
    let length = 0;

    const fits = (tried: number) => {
      apply(tried);
      const { scrollHeight, clientHeight, scrollWidth, clientWidth } = element;
      return scrollHeight <= clientHeight + 1 && scrollWidth <= clientWidth + 1;
    };

    const fit = () => {
      frame = 0;
      const limits = bounds();
      const before = length;
      length = element.textContent.length;
      if (!limits) return apply((size = null));
      // What grows gets no larger: while a reply is written, one look a frame is mostly enough.
      const most = size !== null && length > before ? Math.min(size, limits.most) : limits.most;
      size = largestFitting(limits.least, most, fits);
      apply(size);
    };

    const ask = () => (frame ||= requestAnimationFrame(fit));
    const askAnew = () => {
      size = null;
      ask();
    };
    const content = new MutationObserver(ask);
    const attributes = { attributes: true, attributeFilter: ['open'] };
    content.observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
      ...attributes,
    });
    const place = new ResizeObserver(askAnew);
    place.observe(element);
    addEventListener('resize', askAnew);
    return () => {
      cancelAnimationFrame(frame);
      content.disconnect();
      place.disconnect();
      removeEventListener('resize', askAnew);
      apply(null);
    };
  };
}

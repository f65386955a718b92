/** Under which names the service worker keeps the page, for it and for whoever lists or clears. */

/** Followed by the version. */
export const pageCachePrefix = 'synthpad-page-';
export const engineCacheName = 'synthpad-engines';

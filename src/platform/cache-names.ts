/** The names of the caches, for the service worker and for the list of what is stored. */

/** Followed by the version. */
export const pageCachePrefix = 'synthpad-page-';
export const engineCacheName = 'synthpad-engines';
/** What references return for hidden inputs. */
export const expectedCacheName = 'synthpad-expected';

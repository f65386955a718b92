/** The names of the caches, for the service worker and for the list of what is stored. */

/** Followed by the version. */
export const pageCachePrefix = 'synthpad-page-';
export const engineCacheName = 'synthpad-engines';
/** Empty. Its being there means that the page is not to be isolated from other sites. */
export const notIsolatedCacheName = 'synthpad-not-isolated';
/** What references return for hidden inputs. */
export const expectedCacheName = 'synthpad-expected';

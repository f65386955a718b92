/** How much of what one call prints is kept; a file of its own, since the page names it too. */
export const outputLimitBytes = 64 * 1024;

/** A browser and its platform by their user agent: the family and main version, and no more. */

/** In the order in which they have to be asked: most call themselves Chrome and Safari too. */
const families: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['Edge', /\bEdg(?:A|iOS)?\/(\d+)/],
  ['Opera', /\bOPR\/(\d+)/],
  ['Firefox', /\b(?:Firefox|FxiOS)\/(\d+)/],
  ['Chromium', /\b(?:Headless)?(?:Chrome|CriOS|Chromium)\/(\d+)/],
  ['Safari', /\bVersion\/(\d+(?:\.\d+)?).*\bSafari\//],
];

/** "Firefox 140"; "another browser" where it is none that is known. */
export function browserOf(userAgent: string): string {
  for (const [name, pattern] of families) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return 'another browser';
}

export function platformOf(userAgent: string): string {
  if (/\bAndroid\b/.test(userAgent)) return 'Android';
  if (/\b(?:iPhone|iPad)\b/.test(userAgent)) return 'iOS';
  if (/\bWindows\b/.test(userAgent)) return 'Windows';
  if (/\bMac OS X\b|\bMacintosh\b/.test(userAgent)) return 'macOS';
  if (/\bCrOS\b/.test(userAgent)) return 'ChromeOS';
  return /\bLinux\b/.test(userAgent) ? 'Linux' : 'another system';
}

import { expect, test } from 'vitest';
import { browserOf, platformOf } from '../../../src/app/evaluation/environment/browser-name.ts';

const mozilla = 'Mozilla/5.0';
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

test.for([
  [
    `${mozilla} (X11; Linux x86_64) ${webKit} Chrome/150.0.0.0 Safari/537.36`,
    'Chromium 150',
    'Linux',
  ],
  [
    `${mozilla} (X11; Linux x86_64) ${webKit} HeadlessChrome/150.0.7 Safari/537.36`,
    'Chromium 150',
    'Linux',
  ],
  [
    `${mozilla} (Windows NT 10.0; Win64; x64) ${webKit} Chrome/150.0.0.0 Safari/537.36 Edg/150.1.0.0`,
    'Edge 150',
    'Windows',
  ],
  [
    `${mozilla} (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0`,
    'Firefox 140',
    'macOS',
  ],
  [
    `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15`,
    'Safari 18.5',
    'macOS',
  ],
  [
    `${mozilla} (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1`,
    'Safari 18.5',
    'iOS',
  ],
  [
    `${mozilla} (Linux; Android 15; K) ${webKit} Chrome/150.0.0.0 Mobile Safari/537.36`,
    'Chromium 150',
    'Android',
  ],
  ['curl/8', 'another browser', 'another system'],
] as const)('%s is %s on %s', ([userAgent, browser, platform]) => {
  expect([browserOf(userAgent), platformOf(userAgent)]).toEqual([browser, platform]);
});

// Opens pages of the preview in Chromium and tells, as one line of JSON each time one is loaded, what
// can be read on it. Chromium is driven over a pipe, and goes to no place but the preview's.
//
//   node preview_judge.mjs CHROMIUM ADDRESS...
//
// It ends when its standard input does.

import puppeteer from 'puppeteer-core';

const [chromium, ...addresses] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: chromium,
  pipe: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});

const say = facts => process.stdout.write(`${JSON.stringify(facts)}\n`);

async function open(address) {
  const tab = await browser.newPage();
  const faults = [];
  tab.on('console', message => faults.push(`console: ${message.text()}`));
  tab.on('pageerror', error => faults.push(`script: ${error.message}`));
  await tab.setRequestInterception(true);
  tab.on('request', request => {
    if (request.url().startsWith(new URL(address).origin)) return request.continue();
    faults.push(`request: ${request.url().slice(0, 160)}`);
    return request.abort();
  });
  tab.on('load', async () => {
    const text = await tab.evaluate(() => document.body.innerText);
    const strip = await tab.evaluate(() => {
      const element = document.querySelector('.minutebook-preview');
      return element ? getComputedStyle(element).borderTopWidth : null;
    });
    say({address, text, strip, faults: faults.splice(0)});
  });
  // A page in the background lets its connection go; each of these is to be in front.
  await tab.bringToFront();
  await tab.goto(address, {waitUntil: 'load'});
}

for (const address of addresses) await open(address);
process.stdin.resume();
process.stdin.on('end', async () => {
  await browser.close();
  process.exit(0);
});

// Opens pages in Chromium and tells, as JSON, what was wrong with them. Nothing leaves the machine:
// Chromium is driven over a pipe, and every address but the page's own is refused and told.
//
//   node page_judge.mjs CHROMIUM PAGE...
//
// Beside each page it leaves what a printer would be given, as PDF.

import {readFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {createRequire} from 'node:module';
import puppeteer from 'puppeteer-core';

const [chromium, ...pages] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const VIEWS = [
  {name: 'phone', width: 320, height: 640},
  {name: 'desktop', width: 1280, height: 900},
  // What 200 % zoom of 1280 pixels leaves to a page.
  {name: 'zoomed', width: 640, height: 450, deviceScaleFactor: 2},
];

const browser = await puppeteer.launch({
  executablePath: chromium,
  pipe: true,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});

async function look(tab, faults) {
  for (const scheme of ['light', 'dark']) {
    await tab.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
    for (const view of VIEWS) {
      await tab.setViewport(view);
      const where = `${view.name}, ${scheme}`;
      const wide = await tab.evaluate(widest);
      if (wide) faults.push(`${where}: ${wide}`);
      if (view.name === 'zoomed') continue;
      await tab.evaluate(unfold, true);
      const {violations} = await tab.evaluate(
        rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}), RULES);
      for (const {id, nodes} of violations) {
        faults.push(`${where}: axe ${id}: ${nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`);
      }
      await tab.evaluate(unfold, false);
    }
  }
}

function widest() {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return '';
  const out = [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > room + 0.5).pop();
  return `wider than its window: ${out ? out.outerHTML.slice(0, 160) : 'the page'}`;
}

function unfold(isOpen) {
  document.querySelectorAll('details').forEach(e => { e.open = isOpen; });
}

// Tab through the page: each link and each fold is reached, in its order, and is seen to be.
async function walk(tab, faults) {
  await tab.setViewport(VIEWS[1]);
  await tab.evaluate(unfold, true);
  const wanted = await tab.evaluate(() => {
    const all = [...document.querySelectorAll('a[href], summary, [tabindex="0"]')];
    all.forEach((element, index) => { element.dataset.judged = index; });
    window.scrollTo(0, 0);
    document.activeElement.blur();
    window.judged = [];
    return all.length;
  });
  await tab.evaluate(`document.addEventListener('focusin', ({target}) => judged.push((${focused})(target)))`);
  const steps = [];
  for (let step = 0; step < wanted; step += 1) steps.push(tab.keyboard.press('Tab'));
  await Promise.all(steps);
  const stops = (await tab.evaluate(() => window.judged)).filter(stop => stop !== null);
  const reached = stops.map(stop => stop.index);
  for (const stop of stops) if (!stop.isSeen) faults.push(`keyboard: no sign of focus: ${stop.html}`);
  const missed = [...Array(wanted).keys()].filter(index => !reached.includes(index));
  if (missed.length) {
    const html = await tab.evaluate(i => document.querySelector(`[data-judged="${i}"]`).outerHTML, missed[0]);
    faults.push(`keyboard: ${missed.length} of ${wanted} are never reached, such as ${html.slice(0, 160)}`);
  }
  if (reached.some((index, at) => at && index < reached[at - 1])) faults.push('keyboard: out of order');
  await tab.evaluate(() => document.querySelectorAll('[data-judged]').forEach(e => e.removeAttribute('data-judged')));
}

function focused(element) {
  if (element.dataset.judged === undefined) return null;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const isSeen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && style.opacity === '1' && style.visibility === 'visible' && box.width > 0 && box.height > 0;
  return {index: Number(element.dataset.judged), isSeen, html: element.outerHTML.slice(0, 160)};
}

async function judge(path) {
  const faults = [];
  const address = pathToFileURL(path).href;
  const tab = await browser.newPage();
  tab.on('console', message => faults.push(`console: ${message.text()}`));
  tab.on('pageerror', error => faults.push(`script: ${error.message}`));
  tab.on('dialog', dialog => { faults.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await tab.setRequestInterception(true);
  tab.on('request', request => {
    if (request.url() === address) return request.continue();
    faults.push(`request: ${request.url().slice(0, 160)}`);
    return request.abort();
  });
  await tab.goto(address, {waitUntil: 'load'});
  await tab.evaluate(axe);
  await tab.pdf({path: path.replace(/html$/, 'pdf'), preferCSSPageSize: true});
  await look(tab, faults);
  await walk(tab, faults);
  await tab.close();
  return faults;
}

const found = {};
for (const path of pages) found[path] = await judge(path);
await browser.close();
process.stdout.write(JSON.stringify(found));

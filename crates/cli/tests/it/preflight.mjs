// Opens pages of `preflight` in a headless browser. tests/it/preflight_page.rs starts it:
//
//     node preflight.mjs SCREENSHOTS PAGE.html …
//
// NODE_MODULES is the folder that has playwright-core, CHROMIUM the browser.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const { chromium } = createRequire(`${process.env.NODE_MODULES}/`)("playwright-core");
const [screenshots, ...files] = process.argv.slice(2);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
try {
  for (const file of files) {
    const name = basename(file, ".html");
    const backgrounds = new Set();
    for (const [colorScheme, javaScriptEnabled] of [["light", true], ["light", false], ["dark", false]]) {
      const viewport = { width: 1280, height: 900 };
      const context = await browser.newContext({ colorScheme, javaScriptEnabled, viewport });
      const page = await context.newPage();
      const problems = [];
      const requests = [];
      page.on("console", (message) => problems.push(message.text()));
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("request", (request) => requests.push(request.url()));
      const address = pathToFileURL(file).href;
      await page.goto(address);
      assert.ok(await page.locator("h1").isVisible());

      // Nothing is wider than the page.
      if (javaScriptEnabled) {
        const [width, visible] = await page.evaluate(() => {
          const root = document.documentElement;
          return [root.scrollWidth, root.clientWidth];
        });
        assert.ok(width <= visible, `${name}: ${width} of ${visible}`);
        // Each link leads to one place, which is drawn.
        const lost = await page.evaluate(() => [...document.querySelectorAll("a")].filter((link) => {
          const id = decodeURIComponent((link.getAttribute("href") ?? "").slice(1));
          const targets = document.querySelectorAll(`[id="${CSS.escape(id)}"]`);
          const box = targets[0]?.getBoundingClientRect();
          return targets.length !== 1 || box.width <= 0 || box.height <= 0;
        }).map((link) => link.outerHTML));
        assert.deepEqual(lost, [], name);
        // No text of the plots is cut off at their edge.
        const cut = await page.evaluate(() => [...document.querySelectorAll("svg text")].filter((text) => {
          const [inner, outer] = [text, text.ownerSVGElement].map((element) => element.getBoundingClientRect());
          return inner.left < outer.left - 1 || inner.right > outer.right + 1;
        }).map((text) => text.textContent));
        assert.deepEqual(cut, [], name);
        backgrounds.add(await page.evaluate(() => getComputedStyle(document.body).backgroundColor));
      }

      // A link leads to its place also without scripts, and the place leads back.
      const link = page.locator(".places a").first();
      if (await link.count()) {
        await link.click();
        const place = (await link.getAttribute("href")).slice(1);
        const mark = page.locator(`[id="${place}"]`);
        await mark.waitFor();
        assert.ok(page.url().endsWith(`#${place}`), name);
        await mark.locator(".at").click();
        assert.ok(page.url().endsWith(await mark.getAttribute("href")), name);
        await page.goto(address);
      }
      await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}.png`), fullPage: true });
      if (!javaScriptEnabled && colorScheme === "light") {
        const pdf = await page.pdf({ path: join(screenshots, `${name}.pdf`), format: "A4", preferCSSPageSize: true });
        const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? [];
        assert.ok(sheets.length >= 1, `${name}: no sheet`);
        console.log(`${name}: ${sheets.length} sheets`);
      }
      assert.deepEqual(problems, [], name);
      assert.deepEqual(requests.filter((request) => !request.startsWith(address)), [], name);
      await context.close();
    }
    const dark = await browser.newPage({ colorScheme: "dark" });
    await dark.goto(pathToFileURL(file).href);
    backgrounds.add(await dark.evaluate(() => getComputedStyle(document.body).backgroundColor));
    assert.equal(backgrounds.size, 2, `${name}: dark and light differ`);
    await dark.close();
  }
} finally {
  await browser.close();
}

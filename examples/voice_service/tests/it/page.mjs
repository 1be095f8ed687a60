// Drives the page of the service in a headless browser. tests/page.rs starts it, with a service and a simulator:
//
//     node page.mjs SERVICE SIMULATOR GOOD.wav BAD.wav REJECTED.wav
//
// NODE_MODULES is the folder that has playwright-core, CHROMIUM the browser.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const { chromium } = createRequire(`${process.env.NODE_MODULES}/`)("playwright-core");
const [address, simulator, good, bad, rejected] = process.argv.slice(2);
const limit = 60_000;

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(limit);
  const problems = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("dialog", (dialog) => dialog.accept());
  let loads = 0;
  page.on("load", () => { loads += 1; });
  await page.goto(address);

  // Every text that the page has shown in a row's third cell, in order.
  await page.evaluate(() => {
    window.seen = {};
    new MutationObserver(() => {
      for (const row of document.querySelectorAll("#voices tr")) {
        const texts = window.seen[row.cells[0].textContent] ??= [];
        const text = row.cells[2].textContent;
        if (text && texts.at(-1) !== text) texts.push(text);
      }
    }).observe(document.getElementById("voices"), { subtree: true, childList: true, characterData: true });
  });

  const row = (name) => page.locator("#voices tr").filter({ has: page.locator(`td:first-child:text-is("${name}")`) });
  const until = (name, status) => row(name).locator(`td:nth-child(2):text-is("${status}")`).waitFor();
  const shows = (name, text) => row(name).locator(`td:nth-child(3):text-is("${text}")`).waitFor();
  const event = (name) => row(name).locator("td:nth-child(3)").textContent();
  const train = async (name, recording) => {
    await page.getByLabel("Name of the voice").fill(name);
    await page.getByLabel("Recording", { exact: true }).setInputFiles(recording);
    await page.getByRole("button", { name: "Train" }).click();
    await row(name).waitFor();
  };

  const control = async (path, body) => {
    const response = await fetch(`${simulator}/_simulator${path}`, body && { method: "POST", body: JSON.stringify(body) });
    assert.ok(response.ok, path);
    return response.json();
  };
  // Moves the job of a voice on to a state, and sees each state before it in the page.
  const move = async (name, end) => {
    await shows(name, "SYSTEM_AUDITING");
    const { jobs } = await control("/state");
    const { job_id } = jobs.find((job) => job.voice_name === name);
    for (let state; state !== end;) {
      ({ state } = await control("/jobs/advance", { job_id }));
      if (state !== end) await shows(name, state);
    }
  };

  // A review that fails (the simulator fails the first one), and a better recording for the same job.
  await train("Rejected", rejected);
  await move("Rejected", "AUDIT_FAILED");
  await until("Rejected", "action needed");
  assert.match(await event("Rejected"), /Too noisy\./);
  await row("Rejected").getByLabel("Better recording").setInputFiles(good);
  await move("Rejected", "SUCCEED");
  await until("Rejected", "trained");

  // Text of a user is text.
  const name = "<img src=x onerror=alert(1)>&";
  await train(name, good);
  await move(name, "SUCCEED");
  await until(name, "trained");
  const asset = await event(name);
  assert.match(asset, /^\S+$/);
  const seen = await page.evaluate((name) => window.seen[name], name);
  assert.equal(seen.at(-1), asset);
  for (const state of ["SYSTEM_AUDITING", "PROCESSING"]) assert.ok(seen.includes(state), `${state}: ${seen}`);

  // A file that is no recording.
  await train("Bad", bad);
  await until("Bad", "stopped");
  assert.match(await event("Bad"), /WAV/);
  await row("Bad").getByLabel("Better recording").setInputFiles(good);
  await move("Bad", "SUCCEED");
  await until("Bad", "trained");
  assert.equal(loads, 1, "the page was loaded again");

  // Another visitor sees the same; a deletion is for good.
  await page.reload();
  await until("Bad", "trained");
  assert.equal(await event(name), asset);
  await row("Bad").getByRole("button", { name: "Delete" }).click();
  await row("Bad").waitFor({ state: "detached" });
  await page.reload();
  await until(name, "trained");
  assert.equal(await row("Bad").count(), 0);
  assert.deepEqual(problems, []);
  console.log(`the page: ${seen.length} events without a reload: ${seen.join(", ")}`);
} finally {
  await browser.close();
}

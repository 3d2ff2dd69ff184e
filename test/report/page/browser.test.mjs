// SPDX-License-Identifier: GPL-2.0-only
//
// The page of `vnlab report` in headless Chromium, opened from a file. Skipped where there is none.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Chromium, findChromium } from "./chromium.mjs";

const program = findChromium();
const folder = mkdtempSync(join(tmpdir(), "vnlab-report-"));
after(() => rmSync(folder, { recursive: true }));

/** @return the page of a made-up store, on which an SQL statement may have worked before */
function makeReport(name, what, sql) {
  const store = join(folder, `${name}.sqlite`);
  const page = join(folder, `${name}.html`);
  execFileSync(process.env.VNLAB_MAKE_STORE, [store, ...what]);
  if (sql) {
    execFileSync("sqlite3", [store, sql]);
  }
  execFileSync(process.env.VNLAB_PROGRAM, ["report", store, "--out", page]);
  return page;
}

describe("the report's page", { skip: program ? false : "there is no chromium" }, () => {
  let browser;
  let page;
  before(async () => {
    page = makeReport("plain", ["5", "5", "0"]);
    browser = await Chromium.start(program);
  });
  after(() => browser.stop());

  const expectSilence = (path) => {
    assert.deepEqual(browser.complaints, []);
    assert.deepEqual(browser.requests, [`file://${path}`]);
  };
  const column = (i) =>
    browser.evaluate(`[...document.querySelectorAll("#numbers tbody tr")].map((row) => row.cells[${i}].textContent)`);

  for (const width of [1280, 400]) {
    test(`loads at ${width} px without an error, a request or a sideways scroll`, async () => {
      await browser.open(page, width);
      expectSilence(page);
      assert.equal(await browser.evaluate("document.documentElement.scrollWidth"), width);
      assert.equal(await browser.evaluate(`document.getElementById("title").textContent`), "Made-up shops, from one tenant to many");
      assert.match(await browser.evaluate(`document.getElementById("lead").textContent`), /^No design is best everywhere\. Of \d+ headline/);
      writeFileSync(join(process.env.VNLAB_SCREENSHOTS, `report-${width}.png`), await browser.screenshot(2700));
    });
  }

  test("a heading sorts by click, and back by a second one", async () => {
    await browser.open(page, 1280);
    const unsorted = await column(2);
    await browser.evaluate(`document.querySelectorAll("#numbers thead button")[4].click()`);
    const counts = (await column(4)).map(Number);
    assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
    assert.equal(counts[0], 4); // the runs of linkwire, of which one failed
    assert.equal(await browser.evaluate(`document.querySelectorAll("#numbers th[scope=col]")[4].ariaSort`), "ascending");
    await browser.evaluate(`document.querySelectorAll("#numbers thead button")[4].click()`);
    assert.deepEqual((await column(4)).map(Number), counts.reverse());
    assert.equal(await browser.evaluate(`document.querySelectorAll("#numbers th[scope=col]")[4].ariaSort`), "descending");
    assert.equal(await browser.evaluate(`document.querySelectorAll("#numbers th[aria-sort]").length`), 1);
    assert.notDeepEqual(await column(2), unsorted);
    expectSilence(page);
  });

  test("a heading sorts by key", async () => {
    await browser.open(page, 1280);
    await browser.evaluate(`document.querySelectorAll("#numbers thead button")[0].focus()`);
    await browser.press("Enter");
    const names = await column(0);
    assert.deepEqual(names, [...names].sort());
    await browser.press(" ");
    assert.deepEqual(await column(0), names.reverse());
  });

  test("rows are filtered by words, question and design", async () => {
    await browser.open(page, 1280);
    await browser.evaluate(`{
      const input = document.querySelector("#numbers input");
      input.value = "RULES vxlan";
      input.dispatchEvent(new Event("input"));
    }`);
    assert.deepEqual(await column(0), ["config.rules"]);
    assert.deepEqual(await column(1), ["vxlan"]);
    assert.equal((await column(6))[0], "worse");
    assert.match(await browser.evaluate(`document.querySelector(".count").textContent`), /^1 of \d+ rows$/);
  });

  test("the chosen point changes what is shown", async () => {
    await browser.open(page, 1280);
    const settings = () => browser.evaluate(`document.querySelector("#scorecard tbody tr").cells[1].textContent`);
    assert.equal(await settings(), "★ 5,000"); // 100 tenants
    await browser.evaluate(`{
      const select = document.querySelector("#where select");
      select.selectedIndex = 0;
      select.dispatchEvent(new Event("change"));
    }`);
    assert.equal(await settings(), "★ 50"); // one tenant
    expectSilence(page);
  });

  test("a plot says its values under the pointer, and what was never reached", async () => {
    await browser.open(page, 1280);
    const box = await browser.evaluate(`{
      const plot = document.querySelector('svg[aria-label="reconfig.effective: distribution by design"]');
      plot.scrollIntoView({ block: "center" });
      const { right, top } = plot.getBoundingClientRect();
      ({ x: right - 40, y: top + 60 });
    }`);
    await browser.movePointer(box.x, box.y);
    const tip = await browser.evaluate(`document.getElementById("tooltip").innerText`);
    assert.match(tip, /^after [\d.]+ m?s\nflat: 100 %\nvxlan: 100 %\nlinkwire: 95 %\nidentity-firewall: 95 %$/);
    assert.match(await browser.evaluate(`document.getElementById("plots").textContent`), /linkwire: half by \d+ µs, 4 of 80 never/);
  });

  test("every design has the same look in every plot", async () => {
    await browser.open(page, 1280);
    const colours = await browser.evaluate(`[...document.querySelectorAll("#plots svg:not(.swatch)")].map((plot) =>
      [...new Set([...plot.querySelectorAll("path[transform]")].map((mark) => mark.getAttribute("stroke")))].join())`);
    const all = ["#0072B2", "#D55E00", "#009E73", "#E69F00"]; // in the order of designs
    for (const inPlot of colours) {
      assert.equal(inPlot, all.filter((colour) => inPlot.includes(colour)).join());
    }
    assert.ok(colours.filter((inPlot) => inPlot === all.join()).length >= 8);
  });

  test("where every run failed, the page says why", async () => {
    const path = makeReport("failed", ["2", "2", "0"], "UPDATE run SET error = 'no memory'; DELETE FROM metric; DELETE FROM sample; DELETE FROM series");
    await browser.open(path, 1280);
    expectSilence(path);
    assert.match(await browser.evaluate(`document.getElementById("runs").textContent`), /16 runs failed .*no memory/);
    assert.equal(await browser.evaluate(`document.getElementById("lead").textContent`), "No headline measure tells these designs apart.");
  });

  test("values that are unknown, and single runs, are said to be so", async () => {
    const path = makeReport("odd", ["1", "1", "0"], "UPDATE metric SET value = NULL WHERE name = 'config.rules'");
    await browser.open(path, 400);
    expectSilence(path);
    const row = await browser.evaluate(`[...document.querySelectorAll("#scorecard tbody tr")].map((row) => row.textContent).find((text) => text.startsWith("rules"))`);
    assert.equal(row, "rulesconfig.rulesunknownunknown–unknown"); // linkwire's only run failed
    assert.match(await browser.evaluate(`document.getElementById("answer").textContent`), /n = 1 of flat, 1 of vxlan, 0 of linkwire and 1 of identity-firewall runs: single runs/);
  });

  test("names are shown and not run", async () => {
    const evil = "<img src=x onerror=alert(1)></script><script>alert(1)</script>&amp;\u2028`touch pwned`";
    const path = makeReport("evil", ["2", "2", "0", evil, evil]);
    await browser.open(path, 1280);
    expectSilence(path);
    const shown = evil.replace("\u2028", "\\u2028");
    assert.equal(await browser.evaluate(`document.getElementById("title").textContent`), shown);
    assert.equal(await browser.evaluate("document.title"), shown);
    assert.ok((await browser.evaluate(`document.getElementById("scenario").textContent`)).includes(shown));
    assert.ok((await browser.evaluate(`document.getElementById("runs").textContent`)).includes(`tenant ${shown}`));
    assert.equal(await browser.evaluate(`document.querySelectorAll("img").length`), 0);
    assert.equal(await browser.evaluate(`document.querySelectorAll("script").length`), 2);
  });

  test("a script that is not the page's own is refused by its policy", async () => {
    await browser.open(page, 1280);
    await browser.evaluate(`{
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }`);
    assert.equal(await browser.evaluate("window.ran === undefined"), true);
  });
});

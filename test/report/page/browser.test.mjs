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

/** A change and two attackers; a name that HTML would act on. */
const EVIL = "<img src=x onerror=alert(1)>";
const LAB = `title = "Four shops: one changes, two attackers"
[substrate]
racks = 4
hosts_per_rack = 4
[[tenants]]
name = "shop"
count = 3
generate = { kind = "three-tier", vms = 20 }
[[tenants]]
name = '${EVIL}'
generate = { kind = "three-tier", vms = 20 }
[designs]
use = ["flat", "vxlan", "linkwire", "identity-firewall"]
[[changes]]
at = "1s"
kind = "rewire"
tenant = "shop-1"
links = 4
[[attacks]]
at = "2s"
kind = "lateral-movement"
probability = 0.1
scan_interval = "20ms"
duration = "1s"
[[attacks]]
at = "2s"
kind = "lateral-movement"
capability = "guest-root"
probability = 0.1
duration = "1s"
[run]
duration = "4s"
`;

/** @return the page of twelve designs, of which eight are in families */
function makeTwelve() {
  const own = [["linkwire-as-somebody-else-would-build", "linkwire"], ["vxlan-with-an-mtu-of-its-own-and-more", "vxlan"], ["identity-firewall-with-a-longer-name-yet", "identity-firewall"], ["geneve-learning", "geneve"]];
  const use = ["flat", "vxlan", "vxlan-learn", "geneve", "linkwire", "linkwire-nvgre", "linkwire-ipip", "identity-firewall", ...own.map(([name]) => name)];
  const variants = own.map(([name, design]) => `[[designs.variant]]\nname = "${name}"\ndesign = "${design}"\n`).join("");
  const lab = join(folder, "twelve.toml");
  writeFileSync(lab, LAB.replace(/use = .*/, `use = ${JSON.stringify(use)}\n${variants}`).replace("vms = 20", "vms = 6").replace("count = 3", "count = 2").replace("links = 4", "links = 1"));
  const out = join(folder, "twelve");
  execFileSync(process.env.VNLAB_PROGRAM, ["run", lab, "--out", out, "--no-plots"]);
  execFileSync(process.env.VNLAB_PROGRAM, ["report", out, "--replay", "none"]);
  return join(out, "report.html");
}

/** @return the page of a run, and the final numbers of compromised VMs by design and attacker */
function makeReplay() {
  const lab = join(folder, "lab.toml");
  writeFileSync(lab, LAB);
  const out = join(folder, "lab");
  execFileSync(process.env.VNLAB_PROGRAM, ["run", lab, "--out", out, "--no-plots"]);
  execFileSync(process.env.VNLAB_PROGRAM, ["report", out, "--replay", "all"]);
  const sql = "SELECT design || ' ' || name, value FROM metric JOIN run ON run.id = run_id";
  const lines = execFileSync("sqlite3", [join(out, "results.sqlite"), sql], { encoding: "utf8" }).trim().split("\n");
  return { page: join(out, "report.html"), metrics: new Map(lines.map((line) => line.split("|"))) };
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
      assert.match(await browser.evaluate(`document.getElementById("lead").textContent`), /^No design is best everywhere\. Best throughout a question: /);
      writeFileSync(join(process.env.VNLAB_SCREENSHOTS, `report-${width}.png`), await browser.screenshot(2700));
    });
  }

  /** The texts of plots that are cut at an edge, names that a value stands on, ticks on each other. */
  const unreadable = () =>
    browser.evaluate(`[...document.querySelectorAll("#plots svg:not(.swatch)")].flatMap((plot) => {
      const box = (node) => node.getBoundingClientRect();
      const [frame, texts] = [box(plot), [...plot.querySelectorAll("text")]];
      const cut = texts.filter((text) => box(text).left < frame.left - 1 || box(text).right > frame.right + 1);
      const values = texts.filter((text) => text.classList.contains("row-value"));
      const names = texts.filter((text) => text.classList.contains("row-name"));
      const covered = names.filter((name, i) => box(values[i]).left < box(name).right);
      const ticks = [...plot.querySelectorAll(".axis")].flatMap((axis) => {
        const marks = [...axis.querySelectorAll("text")].filter((text) => text.getAttribute("dy") === "0.71em"); // below an axis
        return marks.filter((text, i) => i && box(text).left < box(marks[i - 1]).right);
      });
      return [...cut, ...covered, ...ticks].map((text) => plot.getAttribute("aria-label") + ": " + text.textContent);
    })`);

  for (const width of [1280, 400]) {
    test(`every text of a plot can be read at ${width} px`, async () => {
      await browser.open(page, width);
      assert.deepEqual(await unreadable(), []);
    });
  }

  describe("with twelve designs", () => {
    let twelve;
    before(() => {
      twelve = makeTwelve();
    });
    const rowsOf = (table) => browser.evaluate(`document.querySelectorAll("#scorecard table")[${table}].tBodies[0].rows.length`);

    for (const width of [1280, 400]) {
      test(`loads at ${width} px without a sideways scroll, designs as rows`, async () => {
        await browser.open(twelve, width);
        expectSilence(twelve);
        assert.equal(await browser.evaluate("document.documentElement.scrollWidth"), width);
        assert.equal(await rowsOf(0), 12);
        assert.deepEqual(await unreadable(), []);
        writeFileSync(join(process.env.VNLAB_SCREENSHOTS, `report-twelve-${width}.png`), await browser.screenshot(2700));
      });
    }

    test("no table of the answer scrolls at 1280 px, and curves have their names at their ends", async () => {
      await browser.open(twelve, 1280);
      const beyond = await browser.evaluate(`[...document.querySelectorAll("#scorecard .scroll")].map((part) => part.scrollWidth - part.clientWidth)`);
      assert.equal(beyond.length, 4); // a table for each question
      assert.deepEqual([...new Set(beyond)], [0]);
      assert.ok((await browser.evaluate(`document.querySelectorAll(".line-name").length`)) >= 24);
    });

    test("a distribution has its metric's unit, and only changes have a time since one", async () => {
      await browser.open(twelve, 1280);
      const textsOf = (metric) => browser.evaluate(`[...document.querySelectorAll('svg[aria-label="${metric}: distribution by design"] text')].map(({ textContent }) => textContent)`);
      const stretch = await textsOf("traffic.stretch_time");
      assert.ok(stretch.includes("traffic.stretch_time"), stretch.join());
      assert.ok(!stretch.some((text) => / s$|change/.test(text)), stretch.join());
      const leak = await textsOf("reconfig.leak");
      assert.ok(leak.includes("time since the change was submitted, log scale") || leak.includes("time since the change was submitted"), leak.join());
      const headings = await browser.evaluate(`[...document.querySelectorAll("#plots h3")].map(({ textContent }) => textContent)`);
      assert.ok(headings.includes("How other values are distributed"), headings.join());
      assert.match(await browser.evaluate(`document.getElementById("plots").textContent`), /n = 1 under each design/);
    });

    test("names of metrics break behind their dots and underscores only", async () => {
      await browser.open(twelve, 1280);
      const lines = await browser.evaluate(`[...document.querySelectorAll("#scorecard .metric")].flatMap((metric) => {
        const range = document.createRange();
        return [...metric.childNodes].filter((node) => node.nodeType === 3).map((node) => {
          range.selectNodeContents(node);
          return [node.textContent, range.getClientRects().length];
        });
      })`);
      assert.ok(lines.length > 30);
      assert.deepEqual(lines.filter(([text, count]) => count > 1 && !/[- ]/.test(text)), []);
    });

    test("a column of a measure sorts the designs", async () => {
      await browser.open(twelve, 1280);
      const rules = () => browser.evaluate(`[...document.querySelector("#scorecard table").tBodies[0].rows].map((row) => row.cells[2].textContent)`);
      await browser.evaluate(`document.querySelectorAll("#scorecard table thead button")[2].click()`);
      const numbers = (await rules()).map((text) => +text.replace(/[^\d.]/g, ""));
      assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
    });

    test("a family folds to its head, and a design is hidden by its box", async () => {
      await browser.open(twelve, 1280);
      const click = (selector) => browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
      assert.equal(await browser.evaluate(`document.querySelector(".fold").textContent`), "fold vxlan (3)");
      await click(".fold");
      assert.equal(await rowsOf(0), 10);
      assert.equal(await browser.evaluate(`document.querySelector(".fold").textContent`), "unfold vxlan (3)");
      await click(".fold");
      assert.equal(await rowsOf(0), 12);
      await click("#legend input"); // flat
      assert.equal(await rowsOf(0), 11);
      assert.ok(!(await browser.evaluate(`document.querySelector("#numbers tbody").textContent`)).includes("flat"));
      expectSilence(twelve);
    });
  });

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
    assert.match(tip, /^after [\d.]+ m?s\nlinkwire: 95 %\nidentity-firewall: 100 %$/);
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
    assert.equal(await browser.evaluate(`document.getElementById("lead").textContent`), "flat has no result: no memory. vxlan has no result: no memory. linkwire has no result: no memory. identity-firewall has no result: no memory. No headline measure tells these designs apart.");
  });

  test("values that are unknown, and single runs, are said to be so", async () => {
    const path = makeReport("odd", ["1", "1", "0"], "UPDATE metric SET value = NULL WHERE name = 'config.rules'");
    await browser.open(path, 400);
    expectSilence(path);
    const row = await browser.evaluate(`[...document.querySelectorAll("#scorecard tbody tr")].map((row) => row.textContent).find((text) => text.startsWith("rules"))`);
    assert.equal(row, "rulesconfig.rulesunknownunknown–unknown"); // linkwire's only run failed
    assert.match(await browser.evaluate(`document.getElementById("answer").textContent`), /n = 1 run of each other design: single runs/);
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

  describe("the replay", () => {
    let path;
    let metrics;
    before(() => ({ page: path, metrics } = makeReplay()));

    const text = (selector) => browser.evaluate(`document.querySelector(${JSON.stringify(selector)}).textContent`);
    const setDesign = (i) =>
      browser.evaluate(`{
        const select = document.querySelector("#replay select");
        select.selectedIndex = ${i};
        select.dispatchEvent(new Event("change"));
      }`);
    const slideTo = (step) =>
      browser.evaluate(`{
        const slider = document.querySelector("#replay input[type=range]");
        slider.value = ${step};
        slider.dispatchEvent(new Event("input"));
      }`);
    const find = (name) =>
      browser.evaluate(`{
        const search = document.querySelector("#replay input[type=search]");
        search.value = ${JSON.stringify(name)};
        search.dispatchEvent(new Event("input"));
        document.querySelector("#replay .found button").click();
      }`);
    const screenshotOfReplay = async (width) => {
      const clip = await browser.evaluate(`{
        const { top, height } = document.getElementById("replay").getBoundingClientRect();
        ({ x: 0, y: top + scrollY, width: innerWidth, height, scale: 1 });
      }`);
      const { data } = await browser.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: true, clip });
      writeFileSync(join(process.env.VNLAB_SCREENSHOTS, `report-replay-${width}.png`), Buffer.from(data, "base64"));
    };

    for (const width of [1280, 400]) {
      test(`loads at ${width} px without an error, a request or a sideways scroll`, async () => {
        await browser.open(path, width);
        await setDesign(2);
        await slideTo(570);
        await find("shop-2/app-3");
        expectSilence(path);
        assert.equal(await browser.evaluate("document.documentElement.scrollWidth"), width);
        await screenshotOfReplay(width);
      });
    }

    test("the slider moves the state: at the end it is what the metrics say, at the beginning nothing", async () => {
      await browser.open(path, 1280);
      for (const [i, design] of ["flat", "vxlan", "linkwire", "identity-firewall"].entries()) {
        await setDesign(i);
        await slideTo(1000);
        const end = await text("#replay .counters");
        for (const attacker of ["guest-user", "guest-root"]) {
          const fallen = +metrics.get(`${design} exposure.compromised_final.${attacker}`);
          const attempts = (+metrics.get(`${design} attack.attempts.${attacker}`)).toLocaleString("en");
          assert.ok(end.includes(`${attacker}: ${fallen} of 80 VMs compromised, ${attempts} exploits sent`), end);
        }
        await slideTo(0);
        assert.match(await text("#replay .counters"), /^guest-user: 0 of 80 VMs compromised, 0 exploits sent.*changed links: 0 of 0 obey$/);
        await slideTo(500);
        assert.match(await text("#replay .counters"), /changed links: [48] of 8 obey$/);
      }
      expectSilence(path);
    });

    test("the slider and the buttons for events work by key", async () => {
      await browser.open(path, 1280);
      await slideTo(0);
      const clock = () => text("#replay .clock");
      await browser.evaluate(`document.querySelector("#replay input[type=range]").focus()`);
      await browser.send("Input.dispatchKeyEvent", { type: "keyDown", key: "ArrowRight", windowsVirtualKeyCode: 39 });
      assert.equal(await clock(), "0.004 000 s");
      await browser.evaluate(`document.querySelectorAll("#replay .time button")[2].focus()`);
      await browser.press("Enter");
      assert.equal(await clock(), "1.000 000 s"); // the change
      await browser.evaluate(`document.querySelectorAll("#replay .time button")[1].click()`);
      assert.equal(await clock(), "0.000 000 s");
    });

    test("it plays, and stops at the end", async () => {
      await browser.open(path, 1280);
      await slideTo(990);
      await browser.evaluate(`document.querySelector("#replay .time select").selectedIndex = 0; document.querySelector("#replay .play").click()`);
      assert.match(await text("#replay .play"), /Pause/);
      await new Promise((resolve) => setTimeout(resolve, 600));
      assert.equal(await text("#replay .clock"), "4.000 000 s");
      assert.match(await text("#replay .play"), /Play/);
      expectSilence(path);
    });

    test("a click on a VM shows its rules and who reaches it", async () => {
      await browser.open(path, 1280);
      await setDesign(2); // linkwire
      const place = await browser.evaluate(`{
        const canvas = document.querySelector("#replay canvas.moving");
        canvas.scrollIntoView({ block: "center" });
        const { left, top, width, height } = canvas.getBoundingClientRect();
        ({ left, top, width, height });
      }`);
      for (let x = 0.02; x < 1 && !(await browser.evaluate(`document.querySelector("#replay .vm-panel h3")`)); x += 0.01) {
        const at = { x: place.left + x * place.width, y: place.top + 0.21 * place.height, button: "left", clickCount: 1 };
        await browser.send("Input.dispatchMouseEvent", { type: "mousePressed", ...at });
        await browser.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...at });
      }
      const panel = await text("#replay .vm-panel");
      assert.match(panel, /tenant(shop-[123]|<img.*>)address10\.0\.0\.\d+wherehost \d+, rack 0now/);
      assert.match(panel, /\d+ of 79 other VMs can reach it/);
      assert.match(panel, /let in [a-z]+-\d+, 10\.0\.0\.\d+ at 06:00:00:00:00:/);
      assert.match(panel, /send to the controller, 198\.19\.248\.1: no tunnel/);
      expectSilence(path);
    });

    test("whom a VM is reached by depends on the design and the attacker", async () => {
      await browser.open(path, 1280);
      await find("shop-1/web-1");
      const reached = () => text("#replay .vm-panel h4");
      assert.equal(await reached(), "79 of 79 other VMs can reach it");
      await setDesign(1);
      assert.equal(await reached(), "19 of 79 other VMs can reach it");
      await setDesign(2);
      assert.match(await reached(), /^[1-9] of 79 other VMs can reach it$/);
      await browser.evaluate(`{
        const select = document.querySelector("#replay .vm-panel select");
        select.selectedIndex = 1;
        select.dispatchEvent(new Event("change"));
      }`);
      assert.equal(await reached(), "79 of 79 other VMs can reach it"); // root forges a peer's tunnel
    });

    test("a cloud without attacks and changes shows rules and reachers, and no time", async () => {
      const lab = join(folder, "still.toml");
      const out = join(folder, "still");
      writeFileSync(lab, LAB.replace(/\[\[changes\]\][^]*(?=\[run\])/, ""));
      execFileSync(process.env.VNLAB_PROGRAM, ["run", lab, "--out", out, "--no-plots"]);
      execFileSync(process.env.VNLAB_PROGRAM, ["report", out, "--replay", "all"]);
      const still = join(out, "report.html");
      await browser.open(still, 400);
      await find("shop-1/web-1");
      expectSilence(still);
      assert.equal(await browser.evaluate(`document.querySelector("#replay .time").hidden`), true);
      const panel = await text("#replay .vm-panel");
      assert.match(panel, /nownot compromised79 of 79 other VMs can reach it/);
      assert.doesNotMatch(panel, /null|undefined|NaN/);
    });

    test("names are shown and not run", async () => {
      await browser.open(path, 1280);
      await find("onerror");
      assert.ok((await text("#replay .vm-panel h3")).startsWith(`${EVIL}/`));
      assert.equal(await browser.evaluate(`document.querySelectorAll("img").length`), 0);
      expectSilence(path);
    });

    test("without a replay the page says why", async () => {
      await browser.open(page, 1280);
      assert.match(await text("#replay"), /^There is no replay: the stored scenario cannot be read again: /);
    });
  });
});
